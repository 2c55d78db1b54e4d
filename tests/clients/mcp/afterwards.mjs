// What the server must show of what the program's tools were told to write.

export async function compare(api, transcript, ids) {
  transcript.heading('What the API shows afterwards');
  transcript.say('Read without the program, and compared:');
  const base = `/api/v2/projects/${ids.project}`;
  await api.shows(base, {
    project: { name: 'Web shop', description: 'All that a customer sees' },
  });
  await api.shows(`${base}/folders/${ids.folder}`, {
    folder: { name: 'Checkout', description: 'From the basket to the receipt', parent_id: null, cases_count: 2 },
  });
  await api.shows(`${base}/folders/${ids.subFolder}`, {
    folder: { name: 'Vouchers', parent_id: ids.folder, cases_count: 1 },
  });
  await api.shows(`${base}/test-cases/${ids.card}`, {
    test_case: {
      title: 'Pay by card',
      folder_id: ids.folder,
      description: '<p>Amounts &gt; 0 &amp; &lt; 500</p>',
      owner: 'ada@example.com',
      preconditions: 'A basket with one article',
      steps: [
        { step: 'Enter the card', result: 'It is taken' },
        { step: 'Confirm', result: 'The receipt is shown' },
      ],
      issues: [{ jira_id: 'SHOP-7', issue_type: 'jira' }],
      tags: ['payment', 'MCP Generated'],
      custom_fields: [{ field_name: 'Severity', value: 'High' }],
      automation_status: 'automated',
      priority: 'High',
      case_type: 'Smoke & Sanity',
      status: 'Active',
      template: 'test_case_steps',
    },
  });
  await api.shows(`${base}/test-cases/${ids.voucher}`, {
    test_case: {
      title: 'Redeem a voucher',
      folder_id: ids.subFolder,
      custom_fields: [{ field_name: 'Severity', value: 'Low' }],
      priority: 'Low',
      tags: ['MCP Generated'],
    },
  });
  await api.shows(`${base}/test-cases/${ids.invoice}`, {
    test_case: {
      title: 'Pay on account',
      folder_id: ids.folder,
      description: 'For customers of a year and more',
      steps: [{ step: 'Choose the account', result: 'The order is confirmed' }],
      issues: [{ jira_id: 'SHOP-8', issue_type: 'jira' }],
      tags: ['payment', 'account'],
      custom_fields: [{ field_name: 'Severity', value: 'Low' }],
      automation_status: 'cannot_be_automated',
      priority: 'Critical',
      case_type: 'Functional',
      status: 'In Review',
    },
  });
  await api.shows(`${base}/test-runs/${ids.run}`, {
    test_run: {
      name: 'Release 1.4.0',
      description: 'Before the release',
      run_state: 'closed',
      active_state: 'closed',
      issues: [{ jira_id: 'SHOP-9' }],
      overall_progress: { Passed: 1, Blocked: 1, Untested: 1 },
      test_cases: [
        { identifier: ids.invoice, latest_status: 'blocked' },
        { identifier: ids.voucher, latest_status: 'untested' },
        { identifier: ids.card, latest_status: 'passed' },
      ],
    },
  });
  await api.shows(`${base}/test-runs/${ids.run}/results`, {
    'test-results': [
      { test_case_id: ids.invoice, result_status: { field_value: 'Blocked' } },
      {
        test_case_id: ids.card,
        result_status: { field_value: 'Passed' },
        description: 'Right after a new release of the printer',
      },
      { test_case_id: ids.card, result_status: { field_value: 'Failed' }, description: 'The receipt is empty' },
    ],
  });
  await api.shows(`${base}/test-runs/${ids.voucherRun}`, {
    test_run: {
      name: 'Vouchers only',
      run_state: 'new_run',
      active_state: 'active',
      overall_progress: { Untested: 1 },
      test_cases: [{ identifier: ids.voucher, latest_status: 'untested' }],
    },
  });
}
