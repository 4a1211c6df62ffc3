package dev.holdfast.language.jinja;

import java.util.List;
import java.util.Random;

/// Makes templates and expressions by chance, most of them sound, some with errors.
final class TemplateGenerator {
  static final String VARIABLES =
      "{'i': 7, 'n': -3, 'f': 2.5, 'b': True, 'none_': None, 's': 'Hello World', 'e': '',"
          + " 'q': \"it's\", 'l': [3, 1, 2], 't': (1, 'a'), 'd': {'a': 1, 'b': {'c': [1, 2]},"
          + " 'items': 5}, 'ls': ['x', 'yy', 'Zz'], 'ld': [{'k': 1}, {'k': 2, 'v': None}],"
          + " 'big': 123456789012345678901234567890, 'u': 'Grüße €', 'fl': [1.5, 1e16, -0.0]}";

  private static final List<String> NAMES =
      List.of(
          "i", "n", "f", "b", "none_", "s", "e", "q", "l", "t", "d", "ls", "ld", "big", "u", "fl",
          "i", "l", "s", "d", "ls", "missing");

  private static final List<String> LITERALS =
      List.of(
          "0",
          "1",
          "2",
          "-1",
          "10",
          "1_000",
          "0x1f",
          "1.5",
          "1e3",
          "2.0",
          "'a'",
          "\"b\"",
          "''",
          "'x' 'y'",
          "true",
          "False",
          "none",
          "[]",
          "{}",
          "()",
          "'\\n'",
          "'%s'",
          "'{}'",
          "'a,b,c'",
          "[1, 2]",
          "(1,)",
          "{'a': 1}");

  private static final List<String> BINARY = List.of("+", "-", "*", "/", "//", "%", "~");

  private static final List<String> COMPARE =
      List.of("==", "!=", "<", "<=", ">", ">=", "in", "not in");

  private static final List<String> ATTRIBUTES =
      List.of("a", "b", "b.c", "items", "k", "0", "1", "real", "nope", "nope.deeper");

  private static final List<String> ITEMS =
      List.of(
          "0", "-1", "1", "5", "'a'", "'b'", "'items'", "'upper'", "1:", ":2", "::-1", "-2:", "::2",
          "1:3", ":", "i", "'nope'", "none_", "2::-1", "10:");

  private static final List<String> METHODS =
      List.of(
          "upper()",
          "lower()",
          "split()",
          "split(',')",
          "split('l', 1)",
          "rsplit(' ', 1)",
          "strip()",
          "strip('Hd')",
          "lstrip('H')",
          "title()",
          "capitalize()",
          "swapcase()",
          "startswith('H')",
          "endswith('d')",
          "find('o')",
          "rfind('o')",
          "index('l')",
          "count('l')",
          "replace('l', 'L')",
          "replace('l', 'L', 1)",
          "replace('', '-')",
          "replace('', '-', 3)",
          "join(ls)",
          "join(['1', '2'])",
          "center(15, '*')",
          "ljust(14) ~ '|'",
          "rjust(14)",
          "zfill(14)",
          "isdigit()",
          "isalpha()",
          "isupper()",
          "islower()",
          "istitle()",
          "isspace()",
          "isalnum()",
          "partition(' ')",
          "rpartition('o')",
          "splitlines()",
          "expandtabs()",
          "removeprefix('He')",
          "removesuffix('ld')",
          "format(1, 2)",
          "format(a=1)",
          "keys()",
          "values()",
          "items()",
          "get('a')",
          "get('zz', 9)",
          "get('zz')",
          "pop('a')",
          "pop()",
          "append(4)",
          "extend([1])",
          "insert(0, 9)",
          "index(1)",
          "count(1)",
          "copy()",
          "reverse()",
          "sort()",
          "bit_length()",
          "is_integer()",
          "encode('utf-8').nope",
          "update({'z': 1})",
          "setdefault('a', 3)",
          "casefold()",
          "isidentifier()",
          "nope()",
          "real()",
          "upper(1)",
          "split(1)",
          "clear()",
          "remove(1)",
          "endswith(('x', 'd'))",
          "startswith('ell', 1)");

  private static final List<String> FORMATS =
      List.of(
          "'%d' % i",
          "'%5.2f|%-5s|%05d' % (f, 'a', 42)",
          "'%s %r' % (s, q)",
          "'%(a)s-%(items)03d' % d",
          "'%x %X %o %#x' % (255, 255, 8, 255)",
          "'%e %g' % (f, big)",
          "'%c%c' % ('a', 98)",
          "'%%' % ()",
          "'%s' % l",
          "'%s' % t",
          "'%d' % s",
          "'%d' % f",
          "'%+d % d' % (i, n)",
          "'%.3s|%10s' % (s, s)",
          "'{}-{}'.format(i, s)",
          "'{0}{1}{0}'.format(i, s)",
          "'{a}/{b}'.format(a=1, b=l)",
          "'{:>8}|{:<8}|{:^8}'.format(i, e, 'x')",
          "'{:08.3f}'.format(f)",
          "'{!r:>8}'.format('x')",
          "'{:,}'.format(big)",
          "'{:+}'.format(i)",
          "'{:x} {:b} {:o} {:#x}'.format(i, i, i, i)",
          "'{:e} {:g} {:%}'.format(f, f, f)",
          "'{[a]} {[0]}'.format(d, l)",
          "'{:*^9}'.format('mid')",
          "'{:5}|{:<5}'.format(b, i)",
          "'{'.format(1)",
          "'{:d}'.format('x')",
          "'{} {}'.format(1)",
          "'{:.2}'.format(s)",
          "'{:{}}'.format(i, 5)",
          "'{0.real}'.format(i)",
          "'{:010.2f}'.format(n)",
          "'{:_}'.format(1234567)",
          "'{:.3g}'.format(1234.5)",
          "'{:g}'.format(100000.0)",
          "'%g' % 1e-5",
          "'%.0f' % 2.5",
          "'%5s%%' % 12",
          "'%i' % 3.99",
          "'%s' % none_",
          "'%*d' % (5, 3)",
          "'%-+6d|' % 3",
          "'% 6.1f' % f",
          "'{:>{w}}'.format(i, w=4)");

  private static final List<String> FILTERS =
      List.of(
          "default('D')",
          "d('D', true)",
          "length",
          "list",
          "upper",
          "lower",
          "join('-')",
          "string",
          "map('string')",
          "map('upper')",
          "d");

  private static final List<String> TESTS =
      List.of(
          "defined",
          "undefined",
          "none",
          "string",
          "number",
          "mapping",
          "odd",
          "eq(1)",
          "eq 'a'",
          "in l",
          "in(ls)",
          "not defined",
          "not none");

  private final Random random;

  TemplateGenerator(long seed) {
    this.random = new Random(seed);
  }

  private String pick(List<String> from) {
    return from.get(random.nextInt(from.size()));
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  String expression(int depth) {
    if (depth <= 0) {
      return chance(55) ? pick(NAMES) : pick(LITERALS);
    }
    int inner = depth - 1;
    return switch (random.nextInt(18)) {
      case 0, 1, 2 -> expression(inner) + " " + pick(BINARY) + " " + expression(inner);
      case 3 ->
          chance(80)
              ? expression(inner) + " " + pick(COMPARE) + " " + expression(inner)
              : pick(NAMES) + " ** " + pick(List.of("2", "0.5", "-1", "3 ** 2", "s", "0"));
      case 4 ->
          expression(inner)
              + " "
              + pick(COMPARE)
              + " "
              + expression(inner)
              + " "
              + pick(COMPARE)
              + " "
              + expression(inner);
      case 5 -> expression(inner) + (chance(50) ? " and " : " or ") + expression(inner);
      case 6 -> "not " + expression(inner);
      case 7 -> pick(NAMES) + "." + pick(ATTRIBUTES);
      case 8 -> pick(NAMES) + "[" + pick(ITEMS) + "]";
      case 9 -> pick(NAMES) + "." + pick(METHODS);
      case 10 -> "(" + expression(inner) + ")." + pick(METHODS);
      case 11 -> expression(inner) + " | " + pick(FILTERS);
      case 12 -> expression(inner) + " is " + pick(TESTS);
      case 13 ->
          expression(inner)
              + " if "
              + expression(inner)
              + (chance(70) ? " else " + expression(inner) : "");
      case 14 -> container(inner);
      case 15 -> "(" + expression(inner) + ")" + (chance(50) ? "[" + pick(ITEMS) + "]" : "");
      case 16 -> (chance(50) ? "-" : "+") + expression(inner);
      default -> pick(FORMATS);
    };
  }

  private String container(int depth) {
    String first = expression(depth);
    String second = expression(depth);
    return switch (random.nextInt(4)) {
      case 0 -> "[" + first + ", " + second + "]";
      case 1 -> "(" + first + ", " + second + ")";
      case 2 -> "{'x': " + first + ", " + pick(LITERALS) + ": " + second + "}";
      default -> "range(" + random.nextInt(5) + ", " + random.nextInt(9) + ")";
    };
  }

  /// A template of several parts; one in ten is damaged.
  String template(int depth) {
    StringBuilder out = new StringBuilder();
    int parts = 1 + random.nextInt(3);
    for (int i = 0; i < parts; i++) {
      out.append(part(depth));
    }
    return chance(10) ? damaged(out.toString()) : out.toString();
  }

  private String damaged(String template) {
    int at = random.nextInt(template.length() + 1);
    return switch (random.nextInt(3)) {
      case 0 -> template.substring(0, at);
      case 1 -> template.substring(0, at) + pick(DAMAGES) + template.substring(at);
      default ->
          template.substring(0, at) + template.substring(Math.min(template.length(), at + 1));
    };
  }

  private static final List<String> DAMAGES =
      List.of(
          "{{",
          "}}",
          "{%",
          "%}",
          "'",
          "\"",
          "|",
          ".",
          "(",
          ")",
          "]",
          "#}",
          "{#",
          " if ",
          "!",
          "$",
          ",",
          "\\",
          "endif",
          "{% endif %}",
          "{% endfor %}",
          "{% else %}",
          "=");

  private static final List<String> TEXTS =
      List.of("", " ", "\n", "text", "  a\n  b ", "\n\n", " \t", "x", "<&>", "{ {", "end\n");

  private String tag(String inside) {
    String open = chance(15) ? "-" : chance(5) ? "+" : "";
    String close = chance(15) ? "-" : chance(5) ? "+" : "";
    return "{%" + open + " " + inside + " " + close + "%}";
  }

  private String print(int depth) {
    return "{{"
        + (chance(15) ? "-" : "")
        + " "
        + expression(depth)
        + " "
        + (chance(15) ? "-" : "")
        + "}}";
  }

  private String part(int depth) {
    String text = pick(TEXTS);
    if (depth <= 0) {
      return text + print(1) + pick(TEXTS);
    }
    int inner = depth - 1;
    return text
        + switch (random.nextInt(16)) {
          case 0, 1 -> print(2);
          case 2 ->
              tag("if " + expression(1)) + part(inner) + tag("else") + part(inner) + tag("endif");
          case 3 ->
              tag("if " + expression(1))
                  + part(inner)
                  + tag("elif " + expression(1))
                  + part(inner)
                  + tag("endif");
          case 4 ->
              tag(
                      "for x in "
                          + pick(List.of("l", "ls", "d", "range(3)", "s", "missing", "fl", "t")))
                  + "{{ loop."
                  + pick(LOOP)
                  + " }}"
                  + loopBody(inner)
                  + tag("endfor");
          case 5 -> tag("for k, v in d.items()") + "{{ k }}={{ v }};" + part(inner) + tag("endfor");
          case 6 ->
              tag("for x in l if x " + pick(COMPARE.subList(0, 6)) + " 2")
                  + "{{ x }}"
                  + part(inner)
                  + tag("else")
                  + part(inner)
                  + tag("endfor");
          case 7 -> tag("set x = " + expression(1)) + "{{ x }}" + part(inner);
          case 8 -> tag("set x") + part(inner) + tag("endset") + "[{{ x }}]";
          case 9 ->
              tag("set ns = namespace(n=0)")
                  + tag("for y in l")
                  + tag("set ns.n = ns.n + y")
                  + tag("endfor")
                  + "{{ ns.n }}";
          case 10 ->
              tag("macro m(a, b=2" + (chance(30) ? ", *c" : "") + ")")
                  + "{{ a }}{{ b }}{{ varargs }}{{ kwargs }}"
                  + part(inner)
                  + tag("endmacro")
                  + "{{ m("
                  + pick(List.of("1", "1, 2", "a=1", "1, b=s", "1, 2, 3", "z=1", ""))
                  + ") }}";
          case 11 ->
              tag("filter " + pick(List.of("upper", "lower", "upper|lower", "default(1)")))
                  + part(inner)
                  + tag("endfilter");
          case 12 ->
              tag("with x = " + expression(1) + ", y = 2")
                  + "{{ x }}{{ y }}"
                  + part(inner)
                  + tag("endwith");
          case 13 -> tag("raw") + "{{ not }} {% evaluated" + tag("endraw");
          case 14 ->
              tag("macro w(a)")
                  + "<{{ a }}{{ caller("
                  + pick(List.of("", "1"))
                  + ") }}>"
                  + tag("endmacro")
                  + tag("call" + pick(List.of("", "(y)")) + " w('A')")
                  + "{{ y }}"
                  + part(inner)
                  + tag("endcall");
          default ->
              "{#"
                  + (chance(20) ? "-" : "")
                  + " note "
                  + (chance(20) ? "-" : "")
                  + "#}"
                  + part(inner);
        }
        + pick(TEXTS);
  }

  private static final List<String> LOOP =
      List.of(
          "index",
          "index0",
          "revindex",
          "revindex0",
          "first",
          "last",
          "length",
          "depth",
          "previtem | d('-')",
          "nextitem | d('-')",
          "cycle('a', 'b')",
          "changed(x)",
          "nope");

  private String loopBody(int depth) {
    return switch (random.nextInt(4)) {
      case 0 -> tag("if x == 1") + tag("continue") + tag("endif") + part(depth);
      case 1 -> tag("if loop.index > 1") + tag("break") + tag("endif") + part(depth);
      case 2 -> tag("set x = loop.index") + part(depth) + "{{ x }}";
      default -> part(depth);
    };
  }
}
