import { afterAll } from 'vitest';
import { closeOpened } from './opened.ts';

// Run around every test file. An embedded store holds some 150 MB, a server's pool its connections: none outlives its file.
afterAll(closeOpened);
