/** Names as people and their tools make them: long, of other scripts, from right to left, nothing but signs. */
import type { ReviewApi } from '../src/api/review-api.ts';

const components = [
  'Organisms/Checkout/Payment/CreditCardFormWithSavedAddressesAndInstalmentsSelector',
  'مكوّن/بطاقة المنتج',
  '結帳/付款方式選擇元件與已儲存的地址清單',
  'רכיב/כפתור ראשי',
  'Ⓐ👩🏽‍🚀/🏳️‍🌈 emoji',
  '<b>Card</b> & "quotes"',
];

const variants = [
  'with a label so long that nobody would have thought it could ever be needed by anyone in this shop',
  'من اليمين إلى اليسار',
  '長い名前は折り返される必要があります',
  'मुख्य बटन',
  'a'.repeat(90),
  '../../etc/passwd',
];

const message =
  'أصلح محاذاة الأسعار — 修正价格对齐 — Ausrichtung_der_Preise_in_der_Produktübersichtstabellenspalte 👩🏽‍🚀';
const author = 'Đặng Thị Mỹ-Linh Featherstonehaugh-Cholmondeley <mỹ-linh@例え.テスト>';

const named = <Row extends { component: string; variant: string }>(
  row: Row,
  place: number,
): Row => ({
  ...row,
  component: components[place % components.length] ?? '',
  variant: variants[(place * 5) % variants.length] ?? '',
});

/** The same data under such names. */
export function withStrangeNames(api: ReviewApi): Partial<ReviewApi> {
  return {
    async listChanges(input) {
      const { total, changes } = await api.listChanges(input);
      return { total, changes: changes.map(named) };
    },
    async getComparison(input) {
      return { ...(await api.getComparison(input)), message, author };
    },
    async listJobs(input) {
      const { jobs, more } = await api.listJobs(input);
      return { more, jobs: jobs.map((job) => ({ ...job, message, author })) };
    },
    async getReport(input) {
      const report = await api.getReport(input);
      return { ...report, message, snapshots: report.snapshots.map(named) };
    },
    async listComponents(input) {
      const listed = await api.listComponents(input);
      return {
        ...listed,
        components: listed.components.map((one, place) => named({ ...one, variant: '' }, place)),
      };
    },
  };
}
