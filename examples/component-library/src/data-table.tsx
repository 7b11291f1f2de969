import type { ReactNode } from 'react';
import './data-table.css';

export interface DataTableProps {
  columns: string[];
  rows: { key: string; cells: ReactNode[] }[];
}

export function DataTable({ columns, rows }: DataTableProps) {
  return (
    <table className="data-table">
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key}>
            {columns.map((column, index) => (
              <td key={column}>{row.cells[index]}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
