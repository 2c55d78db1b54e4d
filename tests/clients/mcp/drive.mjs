// node drive.mjs PROGRAM: drives `@browserstack/mcp-server` against the server that VERDICT_URL, VERDICT_USER and
// VERDICT_KEY name, prints the transcript, and fails where a tool does or where the server does not show afterwards
// what the tools were told to write. The server must be fresh: the transcript has the first ids of everything.

import assert from 'node:assert/strict';

import { compare } from './afterwards.mjs';
import { Api } from './api.mjs';
import { Session } from './session.mjs';
import { Transcript } from './transcript.mjs';

const { VERDICT_URL, VERDICT_USER, VERDICT_KEY } = process.env;
const server = { url: VERDICT_URL, user: VERDICT_USER, key: VERDICT_KEY };
const transcript = new Transcript(server.url);
const api = new Api(server, transcript);
const session = new Session(process.argv[2], server, transcript);

transcript.heading('Start');
const { name, version } = await session.initialize();
transcript.say(`\`initialize\` is answered by ${name} ${version}, and \`tools/list\` with these tools:`);
const tools = await session.tools();
transcript.say(`${tools.map((tool) => `\`${tool}\``).join(', ')}.`);

transcript.heading('Projects and folders');
const made = await session.call('createProjectOrFolder', {
  project_name: 'Web shop',
  project_description: 'All that a customer sees',
});
const project = /identifier=(PR-\d+)/.exec(made)[1];
const folderId = (text) => Number(/- ID: (\d+)/.exec(text)[1]);
const folder = folderId(
  await session.call('createProjectOrFolder', {
    project_identifier: project,
    folder_name: 'Checkout',
    folder_description: 'From the basket to the receipt',
  }),
);
const subFolder = folderId(
  await session.call('createProjectOrFolder', {
    project_identifier: project,
    folder_name: 'Vouchers',
    parent_id: folder,
  }),
);
await session.call('listFolders', { project_identifier: project });
await session.call('listFolders', { project_identifier: project, parent_id: folder });

transcript.heading('Test cases');
transcript.say('No tool makes custom fields, so one is made before: `Severity`, a drop-down of Low and High.');
await api.send('POST', '/api/v2/custom-fields', {
  field_name: 'Severity',
  field_type: 'dropdown',
  options: [{ option_value: 'Low' }, { option_value: 'High' }],
  applies_to_all_projects: true,
  field_entity_type: 'test_case',
});
const caseId = (text) => /- Identifier: (TC-\d+)/.exec(text)[1];
const card = caseId(
  await session.call('createTestCase', {
    project_identifier: project,
    folder_id: String(folder),
    name: 'Pay by card',
    description: 'Amounts > 0 & < 500',
    owner: 'ada@example.com',
    preconditions: 'A basket with one article',
    test_case_steps: [
      { step: 'Enter the card', result: 'It is taken' },
      { step: 'Confirm', result: 'The receipt is shown' },
    ],
    issues: ['SHOP-7'],
    issue_tracker: { name: 'jira', host: 'https://jira.example.com' },
    tags: ['payment'],
    custom_fields: { Severity: 'High' },
    automation_status: 'automated',
    priority: 'high',
    case_type: 'smoke_sanity',
  }),
);
await session.call('listTestCaseTemplates', { name: 'bdd' });
const voucher = caseId(
  await session.call('createTestCase', {
    project_identifier: project,
    folder_id: String(subFolder),
    name: 'Redeem a voucher',
    test_case_steps: [{ step: 'Enter the code', result: 'The price falls' }],
    custom_fields: { Severity: 'Low' },
    priority: 'Low',
    template_id: 1,
  }),
);
const invoice = caseId(
  await session.call('createTestCase', {
    project_identifier: project,
    folder_id: String(folder),
    name: 'Pay on invoice',
    test_case_steps: [],
    template: 'test_case_steps',
  }),
);
await session.call('updateTestCase', {
  project_identifier: project,
  test_case_identifier: invoice,
  name: 'Pay on account',
  description: 'For customers of a year and more',
  test_case_steps: [{ step: 'Choose the account', result: 'The order is confirmed' }],
  priority: 'critical',
  case_type: 'Functional',
  automation_status: 'cannot_be_automated',
  status: 'in_review',
  tags: ['payment', 'account'],
  issues: ['SHOP-8'],
  custom_fields: { Severity: 'Low' },
});
await session.refused(
  'updateTestCase',
  { project_identifier: project, test_case_identifier: 'TC-99', name: 'Nothing' },
  /^Test case not found/,
);
await session.call('listTestCases', { project_identifier: project });
await session.call('listTestCases', {
  project_identifier: project,
  folder_id: String(folder),
  case_type: 'functional,regression',
  priority: 'critical,high',
});

transcript.heading('Test runs and results');
const runId = (text) => /created test run (TR-\d+)/.exec(text)[1];
const started = await session.call('createTestRun', {
  project_identifier: project,
  test_run: {
    name: 'Release 1.4',
    description: 'Before the release',
    run_state: 'new_run',
    issues: ['SHOP-9'],
    issue_tracker: { name: 'jira', host: 'https://jira.example.com' },
    test_cases: [card],
  },
});
const run = runId(started);
const voucherRun = runId(
  await session.call('createTestRun', {
    project_identifier: project,
    test_run: { name: 'Vouchers only', folder_ids: [subFolder] },
  }),
);
await session.call('updateTestRun', {
  project_identifier: project,
  test_run_id: run,
  test_run: { name: 'Release 1.4.0', run_state: 'in_progress' },
});
await session.call('updateTestRun', {
  project_identifier: project,
  test_run_id: run,
  test_run: { add_test_cases: [{ test_case_ids: [invoice, voucher] }] },
});
const result = (testCase, status, description) => ({
  project_identifier: project,
  test_run_id: run,
  test_case_id: testCase,
  test_result: { status, description },
});
await session.call('addTestResult', result(card, 'failed', 'The receipt is empty'));
await session.call('addTestResult', result(card, 'passed', 'Right after a new release of the printer'));
await session.call('addTestResult', result(invoice, 'blocked', undefined));
await session.refused('addTestResult', result(card, 'splendid', undefined), /^Failed to add test result .*status/);
await session.call('listTestRuns', { project_identifier: project, run_state: 'in_progress,done' });
await session.call('updateTestRun', {
  project_identifier: project,
  test_run_id: run,
  test_run: { run_state: 'closed' },
});
await session.refused('addTestResult', result(voucher, 'passed', undefined), /^Failed to add test result .*closed/);
await session.call('listTestRuns', { project_identifier: project });
await session.call('listTestRuns', { project_identifier: project, run_state: 'closed' });

transcript.heading('What is not served');
await session.refused('listTestPlans', { project_identifier: project }, /^No such endpoint$/);

const refused = await session.close();
assert.deepEqual(refused, ['api.browserstack.com:443']);
transcript.heading('Other connections');
transcript.say(`The program tried to reach ${refused.join(', ')} (its telemetry), which the test refused.`);

await compare(api, transcript, { project, folder, subFolder, card, voucher, invoice, run, voucherRun });
