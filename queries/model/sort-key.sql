-- vi_sort_key(text): a key whose plain byte order is Vietnamese dictionary order.
-- The letters ă â đ ê ô ơ ư are letters of their own, after a a d e o o u; tones decide only where all letters are equal,
-- in the order level, grave, hook, tilde, acute, dot. The engine has no COLLATE vi, and puts đ after z.
CREATE MACRO vi_plain_letters(s) AS translate(lower(nfc_normalize(s)),
  'àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ',
  'aaaaaăăăăăâââââeeeeeêêêêêiiiiioooooôôôôôơơơơơuuuuuưưưưưyyyyy');

CREATE MACRO vi_tone_marks(s) AS translate(lower(nfc_normalize(s)),
  'àằầèềìòồờùừỳảẳẩẻểỉỏổởủửỷãẵẫẽễĩõỗỡũữỹáắấéếíóốớúứýạặậẹệịọộợụựỵ',
  '111111111111222222222222333333333333444444444444555555555555');

CREATE MACRO vi_sort_key(s) AS
  replace(replace(replace(replace(replace(replace(replace(vi_plain_letters(s),
    'ă', 'a{'), 'â', 'a|'), 'đ', 'd{'), 'ê', 'e{'), 'ô', 'o{'), 'ơ', 'o|'), 'ư', 'u{')
  || chr(1) || vi_tone_marks(s);
