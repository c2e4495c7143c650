import type { About, Among, Modality } from '../answers';
import { type Filters as Chosen, MODALITIES, MODALITY_NAMES } from './query';

const AMONG: Record<Among, string> = { concepts: 'Concepts', digits: 'Digits', folder: 'In my folder' };

interface FiltersProps {
  about: About;
  chosen: Chosen;
  onChange(chosen: Chosen): void;
}

/** Which part of what is there may be found. */
export function Filters({ about, chosen, onChange }: FiltersProps) {
  const inSpace = about.sets.filter(({ among }) => among === chosen.among);
  const modalities = MODALITIES.filter(one => inSpace.some(({ modality }) => modality === one));
  const spaces = (Object.keys(AMONG) as Among[]).filter(space => about.sets.some(({ among }) => among === space));
  const sets = inSpace.filter(({ modality }) => !chosen.modality || modality === chosen.modality);
  const changeModality = (modality?: Modality) => onChange({ among: chosen.among, modality });
  return (
    <div class="filters">
      <Choice
        legend="Look among"
        name="among"
        options={spaces.map((space): [Among, string] => [space, AMONG[space]])}
        chosen={chosen.among}
        onChoose={among => onChange({ among })}
      />
      <Choice
        legend="Show"
        name="modality"
        options={[['any', 'All'], ...modalities.map((one): [Modality, string] => [one, MODALITY_NAMES[one]])]}
        chosen={chosen.modality ?? 'any'}
        onChoose={value => changeModality(value === 'any' ? undefined : value)}
      />
      <label class="set">
        <span class="caption">From</span>
        <select
          value={chosen.source ?? ''}
          onChange={event => onChange({ ...chosen, source: event.currentTarget.value || undefined })}
        >
          <option value="">all sets</option>
          {sets.map(({ modality, source, count }) => (
            <option key={`${modality} ${source}`} value={source}>
              {source} ({count.toLocaleString('en')})
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

interface ChoiceProps<Value extends string> {
  legend: string;
  name: string;
  options: [Value, string][];
  chosen: Value;
  onChoose(value: Value): void;
}

/** One of a few, side by side: radio buttons, so that arrow keys work. */
function Choice<Value extends string>({ legend, name, options, chosen, onChoose }: ChoiceProps<Value>) {
  return (
    <fieldset class="choice">
      <legend class="caption">{legend}</legend>
      {options.map(([value, text]) => (
        <label key={value} class="pill">
          <input type="radio" name={name} checked={value === chosen} onChange={() => onChoose(value)} />
          <span class="option">{text}</span>
        </label>
      ))}
    </fieldset>
  );
}
