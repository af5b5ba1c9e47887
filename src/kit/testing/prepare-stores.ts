import { embeddedModel } from './store.ts';

/** Says once which stores the run covers, so that nobody takes half of it for the whole, and makes what each of its processes copies. */
export default async function prepareStores(): Promise<void> {
  if (!process.env.GRAPPE_TEST_POSTGRES)
    console.log(
      'Database tests run on the embedded store only; "npm test" and "npm run check" also start a PostgreSQL server.',
    );
  await embeddedModel();
}
