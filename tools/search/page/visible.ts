/** A text of somebody else's, with a sign in place of each character that is none: what controls a printer, or turns letters round. */
export const visible = (text: string): string =>
  text.replace(/[^\P{Cc}\t\n]|\p{Bidi_Control}/gu, one =>
    one < ' ' ? String.fromCharCode(PICTURES + one.charCodeAt(0)) : '\ufffd',
  );

/** Where Unicode's pictures of control characters begin. */
const PICTURES = 0x2400;
