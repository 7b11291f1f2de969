import { useState } from 'react';
import './tabs.css';

export function Tabs({ tabs }: { tabs: { title: string; text: string }[] }) {
  const [current, setCurrent] = useState(0);
  return (
    <div className="tabs">
      <div role="tablist">
        {tabs.map((tab, index) => (
          <button
            key={tab.title}
            type="button"
            role="tab"
            aria-selected={index === current}
            onClick={() => setCurrent(index)}
          >
            {tab.title}
          </button>
        ))}
      </div>
      <p role="tabpanel">{tabs[current]?.text}</p>
    </div>
  );
}
