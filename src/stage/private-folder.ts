// The private folder, for TypeScript: `openPrivateFolder()` is a folder that no other user can write to or look into.
export { isPrivate, openPrivateFolder } from './user-folder.js';
