import { describeReference } from './reference-suite';

describeReference('wasm');
