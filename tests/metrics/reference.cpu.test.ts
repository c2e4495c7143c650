import { describeReference } from './reference-suite';

describeReference('cpu');
