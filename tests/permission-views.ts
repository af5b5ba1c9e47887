/** A view that nobody keeps: whoever asks for it is told that it does not exist. */
const VIEW = 'view-000000000000';

/** A saved view is its owner's: nobody else reads, changes or forgets it. */
export const OF_ITS_OWNER = ['getView', 'amendView', 'forgetView'].map((verb) => `views.${verb}`);

/** A valid input for every operation of the room. */
export const viewInputs: Readonly<Record<string, Record<string, unknown>>> = {
  'views.listViews': { path: '/chiffres' },
  'views.saveView': { name: 'Essai', address: '/chiffres' },
  'views.getView': { view: VIEW },
  'views.amendView': { view: VIEW, name: 'Essai', shared: false },
  'views.forgetView': { view: VIEW },
};

/** What stands for `:name` in the addresses of saved views. */
export const viewParams: Readonly<Record<string, string>> = { view: VIEW };
