// The types of user-folder.js.

/** The user's private folder; see user-folder.js. */
export function openPrivateFolder(): string;

/** Whether a folder is this user's alone; see user-folder.js. */
export function isPrivate(folder: string): boolean;
