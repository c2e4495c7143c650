import type { Context, TensorInfo } from './context';

/** Copies that share the values, since nothing changes a tensor's values in place; the backend's own copy them. */
export function registerCopies({ backend, replace }: Context): void {
  const share = ({ dataId, shape, dtype }: TensorInfo): TensorInfo => {
    backend.incRef(dataId);
    return { dataId, shape, dtype };
  };
  replace('Identity', () => call => share(call.inputs.x));
  replace('Cast', original => call => {
    const { x } = call.inputs;
    return call.attrs.dtype === x.dtype ? share(x) : original(call);
  });
}
