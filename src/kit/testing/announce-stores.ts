/** Says once which stores the run covers, so that nobody takes half of it for the whole. */
export default function announceStores(): void {
  if (process.env.GRAPPE_TEST_POSTGRES) return;
  console.log(
    'Database tests run on the embedded store only; "npm test" and "npm run check" also start a PostgreSQL server.',
  );
}
