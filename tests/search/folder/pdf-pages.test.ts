import { expect, test } from 'vitest';
import { pdfPages } from '../../../lib/search/folder/pdf-pages';

/** A PDF as simple as can be: pages of lines, each so many points below the one before. */
function pdfOf(pages: readonly (readonly [text: string, below: number][])[]): Buffer {
  const objects = ['<< /Type /Catalog /Pages 2 0 R >>'];
  const kids = pages.map((_, i) => `${4 + 2 * i} 0 R`).join(' ');
  objects.push(
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  );
  for (const [i, lines] of pages.entries()) {
    const shown = lines.map(([text, below]) => `0 -${below} Td (${text}) Tj`).join('\n');
    const stream = `BT /F1 12 Tf 72 700 Td\n${shown}\nET`;
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> /Contents ${5 + 2 * i} 0 R >>`,
      `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    );
  }
  let file = '%PDF-1.4\n';
  const places = objects.map((object, i) => {
    const place = file.length;
    file += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(place).padStart(10, '0')} 00000 n \n`;
  });
  const start = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join('')}`;
  return Buffer.from(`${file}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`);
}

test('each page is a text, lines that are far apart are paragraphs, and a word that a line broke is whole', async () => {
  const pages = await pdfPages(
    pdfOf([
      [
        ['The lion is a large cat', 0],
        ['which roars for exam-', 14],
        ['ple at night.', 14],
        ['It sleeps all day.', 40],
      ],
      [['Boats sail.', 0]],
    ]),
  );
  expect(pages.map(text => text.split('\n\n').map(part => part.trim()))).toEqual([
    ['The lion is a large cat\nwhich roars for example at night.', 'It sleeps all day.'],
    ['Boats sail.'],
  ]);
});

test('what cannot be read is said', async () => {
  await expect(pdfPages(Buffer.from('%PDF-1.4\nnothing'))).rejects.toThrow('is a PDF that is cut short or damaged');
  await expect(pdfPages(pdfOf([[]]))).rejects.toThrow('is a PDF without text, of pictures alone');
});
