import { testContract } from './contract';

testContract({ name: 'memory', freshAddress: () => 'memory:', lasting: false });
