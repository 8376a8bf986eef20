// One description of a table, printed as text for a terminal or as markdown for the documentation.
// A table is { title, columns: [{ head, left? }], rows: [[text…]], notes: [text…] }.

function widths({ columns, rows }) {
    return columns.map(({ head }, i) => Math.max(head.length, ...rows.map((row) => row[i].length)));
}

function wrap(text, width, indent) {
    const lines = [];
    let line = '';
    for (const word of text.split(' ')) {
        if (line && line.length + 1 + word.length > width - indent.length) {
            lines.push(line);
            line = '';
        }
        line = line ? `${line} ${word}` : word;
    }
    return [...lines, line].map((each, i) => (i ? indent : '') + each).join('\n');
}

export function asText(table) {
    const size = widths(table);
    const line = (cells) =>
        cells
            .map((cell, i) => (table.columns[i].left ? cell.padEnd(size[i]) : cell.padStart(size[i])))
            .join('  ')
            .trimEnd();
    return [
        table.title,
        '',
        line(table.columns.map(({ head }) => head)),
        size.map((n) => '-'.repeat(n)).join('  '),
        ...table.rows.map(line),
        '',
        ...table.notes.map((note) => wrap(note, 80, '  ')),
        '',
    ].join('\n');
}

export function asMarkdown(table) {
    const line = (cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
    return [
        `## ${table.title}`,
        '',
        line(table.columns.map(({ head }) => head)),
        line(table.columns.map(({ left }) => (left ? '---' : '---:'))),
        ...table.rows.map(line),
        '',
        ...table.notes.map((note) => `- ${note}`),
        '',
    ].join('\n');
}

// How numbers look.
export function seconds(value) {
    return value < 1 ? `${(value * 1000).toFixed(0)} ms` : `${value.toFixed(2)} s`;
}
export function megabytes(kilobytes) {
    return `${Math.round(kilobytes / 1024).toLocaleString('en')} MB`;
}
export function count(value) {
    return value.toLocaleString('en');
}
export function percent(part) {
    return `${Math.round(part * 100)}%`;
}
export function ratio(value, base) {
    return base ? (value / base).toFixed(2) : '-';
}
