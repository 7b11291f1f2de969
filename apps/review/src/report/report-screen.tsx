import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useApi } from '../api/context.tsx';
import { meQuery, reportPageQuery } from '../api/queries.ts';
import { titleOf } from '../jobs/title.ts';
import { BrowserList } from '../ui/browser-list.tsx';
import { ChangeLink } from '../ui/change-link.tsx';
import { FilterBox } from '../ui/filter-box.tsx';
import { Failure } from '../ui/notice.tsx';
import { Sha } from '../ui/sha.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { Time } from '../ui/time.tsx';
import { useTitle } from '../ui/use-title.ts';
import type { Origin } from './origin.ts';
import { OriginTabs } from './origin-tabs.tsx';
import { isPartial, OriginsLine } from './origins-line.tsx';
import { SnapshotGrid } from './snapshot-grid.tsx';
import './report-screen.css';

interface ReportScreenProps {
  account: number;
  /** Null when the address names none; the account's first project is meant then. */
  project: number | null;
  sha: string;
  filter: string;
  origin: Origin | null;
}

const number = new Intl.NumberFormat('en');

/** All pictures of one report. */
export default function ReportScreen({ account, project, sha, filter, origin }: ReportScreenProps) {
  const api = useApi();
  const navigate = useNavigate();
  const { data: me } = useQuery(meQuery(api));
  const firstProject = me?.accounts.find(({ id }) => id === account)?.projects[0]?.id;
  const path = { account, project: project ?? firstProject ?? 0, sha, filter, origin };
  const {
    data: report,
    error,
    refetch,
  } = useQuery({
    ...reportPageQuery(api, path, 0),
    placeholderData: (previous) => previous,
  });
  useTitle(report ? titleOf({ message: report.message, sha2: sha }) : 'Report');
  const setFilter = useCallback(
    (value: string) =>
      navigate({
        to: '.',
        search: (search) => ({ ...search, q: value === '' ? undefined : value }),
        replace: true,
      }),
    [navigate],
  );
  if (report === undefined) {
    return (
      <div className="page">
        <h1 className="unseen">Report</h1>
        {error ? <Failure error={error} retry={refetch} /> : <Skeleton label="Loading report" />}
      </div>
    );
  }
  const { rendered, copied, carriedOver } = report;
  return (
    <div className="report">
      <header className="report-header">
        <div className="report-what">
          <h1>{titleOf({ message: report.message, sha2: sha })}</h1>
          <p className="report-meta soft">
            <span>{report.project.name}</span>
            <Sha sha={report.sha} />
            <span className="number">
              {number.format(rendered + copied + carriedOver)} snapshots
            </span>
            <Time at={report.completedAt} />
            {report.link !== null && <ChangeLink link={report.link} />}
          </p>
          {isPartial(report) && (
            <OriginsLine account={account} project={report.project.id} origins={report} />
          )}
          <BrowserList entries={report.browsers} />
        </div>
        <FilterBox value={filter} onChange={setFilter} label="Filter snapshots" />
      </header>
      {isPartial(report) && <OriginTabs origins={report} current={origin} />}
      <SnapshotGrid path={path} />
    </div>
  );
}
