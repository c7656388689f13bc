// The types of user-folder.js, which see.

/** The user's private folder; see private-folder.ts. */
export function openPrivateFolder(): string;

/** Whether a folder is this user's alone; see private-folder.ts. */
export function isPrivate(folder: string): boolean;
