// The documentation of the Node that runs this program.

const [major] = process.version.split('.'); // 'v20'
const api = `https://nodejs.org/docs/latest-${major}.x/api`;

console.log(`this is Node ${process.version}`);
for (const page of ['net', 'stream', 'buffer']) {
  console.log(`${api}/${page}.html`);
}
