// Builds the chat into a folder: node build.mjs OUT_DIR
//
// assets/chat-HASH.js and .css with .br and .gz beside them, manifest.json, widget.js.
// Prints every size, and fails when the chat or the loader is larger than allowed.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import * as esbuild from 'esbuild';
import { PurgeCSS } from 'purgecss';

const MAX_FRAME_GZIP_BYTES = 400_000;
const MAX_LOADER_GZIP_BYTES = 2_000;
// A page that was opened before a build may still ask for its files.
const OLD_AFTER_DAYS = 7;
const TARGETS = ['chrome100', 'edge100', 'firefox100', 'safari15.4'];

const here = dirname(fileURLToPath(import.meta.url));
const outDir = resolve(process.argv[2] ?? 'dist');

// Parts of PatternFly's chatbot that this chat never shows. Markdown is among them:
// replies are quoted word for word, so no character of theirs may turn into markup.
const NOT_SHOWN =
  /\/chatbot\/dist\/esm\/(MarkdownContent|FileDetailsLabel|SourcesCard|ToolResponse|ToolCall|DeepThinking|AttachMenu|Message\/QuickStarts|Message\/MessageInput|Message\/ErrorMessage|Message\/UserFeedback|MessageBar\/(AttachButton|MicrophoneButton))(\/|\.js|$)/;

const withoutUnused = {
  name: 'without-unused',
  setup(build) {
    build.onResolve({ filter: /^\.{1,2}\// }, (args) => {
      const path = join(args.resolveDir, args.path);
      if (NOT_SHOWN.test(path)) return { path, namespace: 'nothing' };
    });
    build.onLoad({ filter: /.*/, namespace: 'nothing' }, () => ({
      contents: 'export default () => null; export const AttachButton = () => null; export const MicrophoneButton = () => null;',
    }));
    build.onResolve({ filter: /^highlight\.js\// }, (args) => ({ path: args.path, namespace: 'no-style' }));
    build.onLoad({ filter: /.*/, namespace: 'no-style' }, () => ({ contents: '', loader: 'css' }));
  },
};

// Web fonts and pictures of PatternFly: the chat uses the system's own letters.
const noFiles = Object.fromEntries(
  ['.woff', '.woff2', '.ttf', '.eot', '.svg', '.png', '.jpg', '.jpeg'].map((ending) => [ending, 'empty']),
);

const common = {
  bundle: true,
  minify: true,
  target: TARGETS,
  legalComments: 'none',
  logLevel: 'warning',
  absWorkingDir: here,
  write: false,
};

async function buildChat() {
  const built = await esbuild.build({
    ...common,
    entryPoints: ['src/main.tsx'],
    outfile: 'chat.js',
    format: 'esm',
    jsx: 'automatic',
    loader: noFiles,
    plugins: [withoutUnused],
    define: { 'process.env.NODE_ENV': '"production"' },
    metafile: true,
  });
  const of = (ending) => built.outputFiles.find((file) => file.path.endsWith(ending)).text;
  if (process.env.BUNDLE_REPORT) writeFileSync(process.env.BUNDLE_REPORT, await esbuild.analyzeMetafile(built.metafile));
  return { js: of('.js'), css: await purge(of('.css'), of('.js')) };
}

// PatternFly's style sheets are 1.5 MB; what no class of the bundle names goes.
async function purge(css, js) {
  const [purged] = await new PurgeCSS().purge({
    content: [{ raw: js, extension: 'js' }],
    css: [{ raw: css }],
    defaultExtractor: (text) => text.match(/[A-Za-z0-9_-]+/g) ?? [],
    // Class names that are put together in a template string.
    safelist: { standard: [/^pf-v6-theme-dark$/], greedy: [/pf-chatbot--/, /pf-chatbot-container--/, /pf-chatbot__message--/] },
    variables: true,
    keyframes: true,
    fontFace: true,
  });
  return (await esbuild.transform(purged.css, { loader: 'css', minify: true, target: TARGETS })).code;
}

async function buildLoader() {
  const built = await esbuild.build({ ...common, entryPoints: ['src/loader.ts'], outfile: 'widget.js', format: 'iife' });
  return built.outputFiles[0].text;
}

const gzip = (text) => gzipSync(text, { level: 9 });
const brotli = (text) => brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });

function report(name, text) {
  const [raw, packed, br] = [Buffer.byteLength(text), gzip(text).length, brotli(text).length];
  const figure = (bytes) => bytes.toLocaleString('en').padStart(11);
  console.log(`  ${name.padEnd(10)}${figure(raw)} bytes${figure(packed)} gzip${figure(br)} brotli`);
  return packed;
}

const chat = await buildChat();
const loader = await buildLoader();
const frameBytes = report('chat.js', chat.js) + report('chat.css', chat.css);
const loaderBytes = report('widget.js', loader);
console.log(`  in the frame: ${frameBytes.toLocaleString('en')} bytes gzip of ${MAX_FRAME_GZIP_BYTES.toLocaleString('en')}`);
console.log(`  on the clinic's page: ${loaderBytes.toLocaleString('en')} bytes gzip of ${MAX_LOADER_GZIP_BYTES.toLocaleString('en')}`);
if (frameBytes > MAX_FRAME_GZIP_BYTES || loaderBytes > MAX_LOADER_GZIP_BYTES) {
  console.error('Too large. BUNDLE_REPORT=FILE lists what is in the bundle.');
  process.exit(1);
}

// Files first, the manifest last and at once: a running server never sees half a build.
const manifest = {};
mkdirSync(join(outDir, 'assets'), { recursive: true });
for (const [ending, text] of Object.entries(chat)) {
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 16);
  const name = `chat-${hash}.${ending}`;
  manifest[`chat.${ending}`] = name;
  for (const [suffix, bytes] of [['', text], ['.gz', gzip(text)], ['.br', brotli(text)]]) {
    writeFileSync(join(outDir, 'assets', name + suffix), bytes);
  }
}
for (const [name, text] of [['widget.js', loader], ['manifest.json', JSON.stringify(manifest)]]) {
  writeFileSync(join(outDir, `${name}.new`), text);
  rmSync(join(outDir, name), { force: true });
  renameSync(join(outDir, `${name}.new`), join(outDir, name));
}

for (const name of readdirSync(join(outDir, 'assets'))) {
  const file = join(outDir, 'assets', name);
  const isCurrent = Object.values(manifest).some((current) => name.startsWith(current));
  if (!isCurrent && Date.now() - statSync(file).mtimeMs > OLD_AFTER_DAYS * 86_400_000) rmSync(file);
}
