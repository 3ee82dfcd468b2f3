import { type ComponentType, h } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { LoadingView } from './stateViews.tsx';

const unloaded = new Set<() => Promise<void>>();

/** A view whose program is loaded when it is first shown, or by `loadTheRest`, whichever comes first. */
export function later<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  let view: ComponentType<Props> | undefined;
  const fetchView = async (): Promise<void> => {
    view ??= await load();
    unloaded.delete(fetchView);
  };
  unloaded.add(fetchView);
  return props => {
    const [, setArrived] = useState(view !== undefined);
    useEffect(() => {
      // A browser asks once per program; where the engine has gone meanwhile, the page says so by itself.
      if (view === undefined)
        fetchView().then(
          () => setArrived(true),
          () => {},
        );
    }, []);
    return view === undefined ? <LoadingView /> : h(view, props);
  };
}

/** Loads what is not shown yet, so that nobody waits for it later. */
export async function loadTheRest(): Promise<void> {
  await Promise.allSettled([...unloaded].map(fetchView => fetchView()));
}
