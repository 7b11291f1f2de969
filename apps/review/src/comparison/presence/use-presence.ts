import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useApi } from '../../api/context.tsx';
import type { Onlooker } from '../../api/entities.ts';
import { type PresencePath, presenceQuery } from '../../api/queries.ts';
import type { Presence } from './presence-context.ts';

/** Milliseconds after which it is asked for first: what is looked at comes before who else does. */
const patienceMs = 1500;

const nobody: Onlooker[] = [];

/** Who else has a comparison open, told that this person has. Not while the page is out of sight. */
export function usePresence({ account, comparison }: PresencePath): Presence {
  const api = useApi();
  const looksAt = useRef<number | null>(null);
  const [isPatient, setIsPatient] = useState(true);
  useEffect(() => {
    const timer = setTimeout(() => setIsPatient(false), patienceMs);
    return () => clearTimeout(timer);
  }, []);
  const { data } = useQuery({
    ...presenceQuery(api, { account, comparison }, () => looksAt.current),
    enabled: !isPatient,
  });
  const lookAt = useCallback((snapshot: number | null) => {
    looksAt.current = snapshot;
  }, []);
  const others = data?.others ?? nobody;
  return useMemo(() => ({ others, lookAt }), [others, lookAt]);
}
