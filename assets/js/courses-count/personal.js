// What says who somebody is, found as portal/core/personal_data.py finds it (without lookbehind: Safari before 16.4).
const BETWEEN = "[\\s./\\-‐‑–—−\\u200e\\u200f\\u061c]{0,3}";
const DATE = `(\\d{2}${BETWEEN}\\d{2}${BETWEEN}\\d{2})`;
const NUMBER = new RegExp(`(^|\\D)(?:\\d{2})?${DATE}(?:${BETWEEN}|\\s?\\+\\s?)(\\d{4})(?!\\d)`, "g");
const EMAIL = /[^\s@<>()]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+/;
const PHONE = /(^|[^\d-])(?:\+\d|00\d|0)[\d\s()/-]{6,18}\d(?!\d)/g;
const [FEWEST, MOST] = [8, 15];
const SAMORDNING = 60;
const DIGIT = /\p{Nd}/u;

/** The kinds that are found in `words`, in digits of any script: personnummer, email, phone. */
export function personalIn(words) {
  const text = inAsciiDigits(words);
  const numbers = [...text.matchAll(NUMBER)].filter(([, , date, last]) => isPersonnummer(date, last));
  const rest = numbers.reduce((left, [number]) => left.replace(number, " "), text);
  const found = [];
  if (numbers.length) found.push("personnummer");
  if (EMAIL.test(text)) found.push("email");
  if ([...rest.matchAll(PHONE)].some(([number]) => isPhone(number))) found.push("phone");
  return found;
}

/** Every decimal digit (٠١٢, ۰۱۲, ०१२) as 0–9; Unicode keeps the ten of a script together, nought first. */
export function inAsciiDigits(text) {
  return text.replace(/[^\0-\x7f]/gu, (letter) => (DIGIT.test(letter) ? valueOf(letter.codePointAt(0)) : letter));
}

function valueOf(code) {
  let first = code;
  while (DIGIT.test(String.fromCodePoint(first - 1))) first -= 1;
  return String((code - first) % 10);
}

function isPersonnummer(written, last) {
  const date = written.replace(/\D/g, "");
  const [month, day] = [Number(date.slice(2, 4)), Number(date.slice(4)) % SAMORDNING];
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 && luhn(date + last);
}

function luhn(digits) {
  const sum = [...digits].reduce((all, digit, place) => {
    const doubled = Number(digit) * (place % 2 ? 1 : 2);
    return all + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}

function isPhone(number) {
  const digits = number.replace(/\D/g, "").length;
  return digits >= FEWEST && digits <= MOST;
}
