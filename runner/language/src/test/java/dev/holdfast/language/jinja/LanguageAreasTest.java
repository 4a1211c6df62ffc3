package dev.holdfast.language.jinja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdfast.language.value.LanguageException;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every area of the template language, with Jinja2's own answer beside ours, error messages
/// included.
final class LanguageAreasTest {
  private static final Map<String, String> OTHERS =
      Map.of(
          "base",
              "<{% block head %}base head {{ x }}{% endblock %}|{% block body %}{% endblock %}>",
          "middle", "{% extends 'base' %}{% block head %}middle ({{ super() }}){% endblock %}",
          "scoped", "{% for i in [1, 2] %}{% block item scoped %}{{ i }}{% endblock %}{% endfor %}",
          "part", "part {{ x }}{% set inside = 1 %}",
          "macros",
              "{% macro hi(n, p='!') %}hi {{ n }}{{ p }}{% endmacro %}{% set v = 5 %}"
                  + "{% macro _hidden() %}h{% endmacro %}{% macro seen() %}{{ x }}{% endmacro %}",
          "required", "{% block must required %}{% endblock %}",
          "printing", "printed{% set a = 1 %}");

  private static final Map<String, List<String>> AREAS = new LinkedHashMap<>();

  static {
    AREAS.put(
        "whitespace",
        List.of(
            "a  {%- if true -%}  b  {%- endif -%}  c",
            "{% if true %}\n x\n{% endif %}\n",
            "  {% if true %}x{% endif %}",
            "  {%+ if true %}x{% endif +%}\n y",
            "{{ 1 -}}  \n  {{- 2 }}",
            "{# c -#}  x",
            "x {#- c #}",
            "{% raw -%} {{ x }} {%- endraw %}",
            "{%- raw %} {% endraw -%} x",
            "a\r\nb\rc",
            "\n{% set a = 1 %}\n{{ a }}\n\n",
            "  {# c #}\n  x",
            "\t{% set a = 1 -%}\n b"));
    AREAS.put(
        "literals",
        List.of(
            "{{ 'a' 'b' \"c\" }}",
            "{{ '\\x41\\u00e9\\n\\t\\'\\\\' }}",
            "{{ '\\d\\w' }}",
            "{{ 1_000.5_0 }}",
            "{{ 0b101 }} {{ 0o17 }} {{ 0xfF }} {{ 00 }}",
            "{{ 1e3 }} {{ 1.5E-3 }} {{ 1.0 }}",
            "{{ [1, 2,] }} {{ (1,) }} {{ () }} {{ {'a': 1,} }}",
            "{{ true }} {{ None }} {{ False }}",
            "{{ '\\N{BULLET}' }}",
            "{{ 'é' ~ '\\é' }}",
            "{{ 12345678901234567890 * 2 }}",
            "{{ {1: 2, 1.0: 3, true: 4} }}",
            "{{ '\\101' }}",
            "{{ '\\x4' }}",
            "{{ 08 }}",
            "{{ 1__0 }}"));
    AREAS.put(
        "operators",
        List.of(
            "{{ 2 ** 3 ** 2 }}",
            "{{ -2 ** 2 }}",
            "{{ 7 // -2 }} {{ -7 % 3 }} {{ 7.5 // 2 }}",
            "{{ 1 ~ 2 + 3 }}",
            "{{ 1 < 2 < 3 }} {{ 1 < 3 < 2 }}",
            "{{ not 1 == 2 }}",
            "{{ 1 in [1] and 2 not in [1] }}",
            "{{ -3 | d }} {{ (-3) | d }}",
            "{{ 1 + 2 * 3 - 4 / 2 }}",
            "{{ 'a' * 3 }} {{ [1] * 2 }} {{ 3 * (1,) }}",
            "{{ 1 if 0 else 2 if 0 else 3 }}",
            "{{ (1, 2) + (3,) }}",
            "{{ [1, 2] < [1, 3] }} {{ 'a' < 'b' }}",
            "{{ true + true }}",
            "{{ 1 == 1.0 }} {{ '1' == 1 }}",
            "{{ 10 / 4 }} {{ 10 / 5 }}",
            "{{ 'x' if false }}|",
            "{{ 0 or '' or 'z' }} {{ 1 and 2 }}",
            "{{ 1.5 + 1 }} {{ 0.1 + 0.2 }}",
            "{{ 1 < 'a' }}",
            "{{ 1 + 'a' }}",
            "{{ 'a' + 1 }}",
            "{{ 1 / 0 }}",
            "{{ 1 % 0 }}",
            "{{ 5 in 5 }}",
            "{{ -'a' }}"));
    AREAS.put(
        "members",
        List.of(
            "{{ d.items is defined }}",
            "{{ d['items'] }}",
            "{{ d.a }} {{ d['a'] }}",
            "{{ l.0 }} {{ l[-1] }}",
            "{{ l[1:] }} {{ l[::-1] }} {{ s[1:3] }}",
            "{{ d.nope }}",
            "{{ d.nope.x }}",
            "{{ l[9] }}",
            "{{ nope }}",
            "{{ nope.a.b }}",
            "{{ s.upper() }}",
            "{{ (1).real }}",
            "{{ s['upper']() }}",
            "{{ d.get('q', 5) }}",
            "{{ none.x }}",
            "{{ l.a }}",
            "{{ l['a'] }}",
            "{{ d[none] }}",
            "{{ d[[1]] }}",
            "{{ 5() }}",
            "{{ nope() }}",
            "{{ nope | d(1) }}",
            "{{ nope.x is defined }}",
            "{{ l[::0] }}",
            "{{ 'abc'[1] }}",
            "{{ (1, 2)[0] }}",
            "{{ d.b.c.0 }}",
            "{{ l['0'] }}"));
    AREAS.put(
        "loops",
        List.of(
            "{% for i in l %}{{ loop.index }}/{{ loop.length }}{% if not loop.last %},{% endif %}{%"
                + " endfor %}",
            "{% for i in [] %}x{% else %}none{% endfor %}",
            "{% for a, b in [(1, 2), (3, 4)] %}{{ a }}{{ b }};{% endfor %}",
            "{% for a, (b, c) in [(1, (2, 3))] %}{{ a }}{{ b }}{{ c }}{% endfor %}",
            "{% for i in l if i > 1 %}{{ loop.index }}:{{ i }} {% endfor %}",
            "{% for n in t recursive %}{{ n.v }}{% if n.c %}({{ loop(n.c) }}){% endif %}{{"
                + " loop.depth }}{% endfor %}",
            "{% for i in l %}{% for j in l %}{{ loop.index }}{% endfor %}{{ loop.index0 }}{% endfor"
                + " %}",
            "{% set x = 0 %}{% for i in l %}{% set x = i %}{{ x }}{% endfor %}{{ x }}",
            "{% set ns = namespace(x=0) %}{% for i in l %}{% set ns.x = ns.x + i %}{% endfor %}{{"
                + " ns.x }}",
            "{% for i in l %}{% if loop.first %}{% continue %}{% endif %}{{ i }}{% endfor %}",
            "{% for i in l %}{% if i == 1 %}{% break %}{% endif %}{{ i }}{% else %}e{% endfor %}",
            "{% for i in l %}{{ loop.cycle('o', 'e') }}{{ loop.previtem | d('^') }}{{ loop.nextitem"
                + " | d('$') }}{% endfor %}",
            "{% for i in [1, 1, 2] %}{{ loop.changed(i) }}{% endfor %}",
            "{% for k in d %}{{ k }}{% endfor %}",
            "{% for c in 'héé' %}{{ c }}.{% endfor %}",
            "{% for i in 5 %}{% endfor %}",
            "{% for i in nope %}{% endfor %}",
            "{% for a, b in [1] %}{% endfor %}",
            "{% for a, b in [(1, 2, 3)] %}{% endfor %}",
            "{% for a, b in ['x'] %}{% endfor %}",
            "{% for i in l %}{{ loop(l) }}{% endfor %}",
            "{% for loop in l %}{% endfor %}",
            "{% if x %}{% set y = 1 %}{% endif %}{{ y | d('undefined') }}",
            "{% if not x %}{% set y = 1 %}{% endif %}{{ y | d('undefined') }}",
            "{% for i in l %}{% set z = i %}{% endfor %}{{ z | d('gone') }}",
            "{% for i in range(3) %}{{ i }}{% endfor %}{{ i | d('gone') }}",
            "{% with a = 1, b = a | d(7) %}{{ a }}{{ b }}{% endwith %}{{ a | d('gone') }}",
            "{% do l.append(9) %}{{ l }}",
            "{% set a, b = 1, 2 %}{{ a }}{{ b }}",
            "{% set a = 1, 2 %}{{ a }}",
            "{% set a | upper %}x{{ x }}{% endset %}{{ a }}"));
    AREAS.put(
        "macros",
        List.of(
            "{% macro m(a, b=2) %}{{ a }}{{ b }}{% endmacro %}{{ m(1) }}{{ m(1, 3) }}{{ m(b=1, a=2)"
                + " }}",
            "{% macro m() %}{{ varargs }}{{ kwargs }}{% endmacro %}{{ m(1, 2, x=3) }}",
            "{% macro m(a) %}{{ a }}{% endmacro %}{{ m() }}",
            "{% macro m(a) %}{{ a | d('none') }}{% endmacro %}{{ m() }}",
            "{% macro m() %}{% endmacro %}{{ m(1) }}",
            "{% macro m() %}{% endmacro %}{{ m(x=1) }}",
            "{% macro m() %}<{{ caller() }}>{% endmacro %}{% call m() %}body{% endcall %}",
            "{% macro m() %}<{{ caller('v') }}>{% endmacro %}{% call(a) m() %}{{ a }}{% endcall %}",
            "{% macro m() %}{{ caller() }}{% endmacro %}{{ m() }}",
            "{% macro m(n) %}{{ n }}{% if n %}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(3) }}",
            "{% macro m(a, b=a) %}{{ b }}{% endmacro %}{{ m(4) }}",
            "{% set q = 1 %}{% macro m() %}{{ q }}{% endmacro %}{% set q = 2 %}{{ m() }}",
            "{% macro m() %}x{% endmacro %}{{ m.name }}{{ m.arguments }}",
            "{% filter upper %}a{{ 'b' }}{% endfilter %}",
            "{{ joiner(', ')() }}|{% set j = joiner() %}{{ j() }}{{ j() }}",
            "{% set c = cycler(1, 2) %}{{ c.next() }}{{ c.next() }}{{ c.next() }}{{ c.current }}",
            "{{ dict(a=1, b=2) }}{{ dict([('x', 1)]) }}{{ dict({'q': 1}, z=2) }}",
            "{{ m(*[1, 2], **{'a': 1}) }}",
            "{% macro m(a, b, c) %}{{ a }}{{ b }}{{ c }}{% endmacro %}{{ m(*[1, 2], c=3) }}{{ m(1,"
                + " **{'b': 2, 'c': 4}) }}",
            "{% macro m(caller) %}{{ caller() }}{% endmacro %}",
            "{{ namespace(a=1).a }}",
            "{% set ns = 1 %}{% set ns.a = 2 %}"));
    AREAS.put(
        "other templates",
        List.of(
            "{% extends 'base' %}{% block body %}mine{% endblock %}",
            "{% extends 'middle' %}lost{% set x = 'set' %}{% block body %}{{ self.head() }}{%"
                + " endblock %}",
            "{% extends 'middle' %}{% block head %}{{ super() }}!{{ super.super() }}{% endblock %}",
            "{% extends 'scoped' %}{% block item %}[{{ i }}]{% endblock %}",
            "{% include 'part' %}{{ inside | d('not mine') }}",
            "{% include 'part' without context %}",
            "{% set x = 'new' %}{% include 'part' %}",
            "{% for x in [1, 2] %}{% include 'part' %}{% endfor %}",
            "{% include 'missing' %}",
            "{% include 'missing' ignore missing %}.",
            "{% include ['missing', 'part'] %}",
            "{% include ['missing', 'gone'] %}",
            "{% import 'macros' as m %}{{ m.hi('you') }}{{ m.v }}",
            "{% from 'macros' import hi, v as w %}{{ hi('me', '?') }}{{ w }}",
            "{% from 'macros' import nope %}{{ nope }}",
            "{% from 'macros' import nope %}x",
            "{% import 'macros' as m %}{{ m.seen() }}",
            "{% import 'macros' as m with context %}{{ m.seen() }}",
            "{% from 'macros' import _hidden %}",
            "{% extends 'required' %}",
            "{% extends 'required' %}{% block must %}done{% endblock %}",
            "{% extends 'missing' %}",
            "{% import 'printing' as p %}{{ p }}{{ p.a }}{{ p.b }}",
            "{% block a %}1{% endblock %}{% block a %}2{% endblock %}",
            "{% block a %}{{ super() }}{% endblock %}",
            "{% block a %}x{% endblock a %}{{ self.a() }}",
            "{% if true %}{% extends 'base' %}{% endif %}x",
            "{% extends nope %}",
            "{% extends 'base' %}{% for i in l %}lost{% endfor %}{% if 1 %}lost{% endif %}"));
    AREAS.put(
        "errors of syntax",
        List.of(
            "{{ 1 + }}",
            "{{ }}",
            "{{ a b }}",
            "{{ (1 }}",
            "{{ [1 }}",
            "{{ 1 ] }}",
            "{{ 'a }}",
            "{{ a. }}",
            "{{ a['b' }}",
            "{{ a | }}",
            "{% if %}",
            "{% if x %}",
            "{% for %}",
            "{% for x %}",
            "{% for x in %}",
            "{% endif %}",
            "{% if x %}{% endfor %}",
            "{% for x in l %}{% if x %}{% endfor %}",
            "{% nope %}",
            "{% else %}",
            "{{ a",
            "{% if a",
            "{# c",
            "{% raw %}x",
            "{{ a | f(1 }}",
            "{{ f(a=1, 2) }}",
            "{{ f(*a, *b) }}",
            "{{ 1 is }}",
            "{{ 1 is odd is even }}",
            "{% set 1 = 2 %}",
            "{% set x %}",
            "{% set [a] = 1 %}",
            "{% block a-b %}{% endblock %}",
            "{% macro %}",
            "{% macro m(a=1, b) %}{% endmacro %}",
            "{% call x %}{% endcall %}",
            "{{ $ }}",
            "{{ a ! }}",
            "{{ a = 1 }}",
            "{{ {'a' 1} }}",
            "{{ {1, 2} }}",
            "{{ a if }}",
            "{{ x[] }}",
            "{{ x.1.5 }}",
            "{% set x, = 1 %}",
            "{% import 'a' %}",
            "{% from 'a' import %}",
            "{{ 1 not 2 }}",
            "{{ not }}",
            "{% 5 %}",
            "{{ '\\x1' }}",
            "}} %} #}",
            "{{ a }} }}",
            "{%",
            "{{",
            "{{ ; }}",
            "{% with a %}{% endwith %}",
            "{% for x in l %}{% else %}{% else %}{% endfor %}",
            "{% extends 'a' 'b' c %}",
            "{% if a %}{% elif %}{% endif %}",
            "{{ a..b }}",
            "{{ f(**a, b=1) }}",
            "{{ (a, b }}",
            "{% print 1, 2 %}",
            "{% print %}x"));
  }

  private static final String VARIABLES =
      "{'x': 'X', 's': 'hello', 'l': [3, 1, 2], 'd': {'a': 1, 'items': 2, 'b': {'c': [7]}},"
          + " 't': [{'v': 1, 'c': [{'v': 2, 'c': []}]}, {'v': 3, 'c': []}]}";

  private static String withTemplates() {
    StringBuilder all = new StringBuilder("{'_templates': {");
    OTHERS.forEach((name, text) ->
        all.append(Text.repr(Str.of(name)))
            .append(": ")
            .append(Text.repr(Str.of(text)))
            .append(", "));
    return all.append("}, ").append(VARIABLES.substring(1)).toString();
  }

  @TestFactory
  Stream<DynamicTest> everyAreaIsAsInJinja() {
    return AREAS.entrySet().stream()
        .map(area -> DynamicTest.dynamicTest(area.getKey(), () -> compare(area.getValue())));
  }

  private static void compare(List<String> templates) {
    Optional<PythonReference> started = PythonReference.start("jinja2");
    assumeTrue(started.isPresent(), "needs a Python with the module jinja2");
    List<String> differences = new ArrayList<>();
    try (PythonReference reference = started.orElseThrow()) {
      for (String template : templates) {
        PythonReference.Answer wanted = reference.ask("plain", withTemplates(), template);
        String text = wanted.ok() ? wanted.text() : message(wanted.text());
        PythonReference.Answer given = ours(template);
        if (given.ok() != wanted.ok() || !given.text().equals(text)) {
          differences.add(template + "\n  Jinja2: " + wanted + "\n  here: " + given);
        }
      }
    }
    assertThat(differences).isEmpty();
  }

  private static String message(String error) {
    return error.substring(error.indexOf(": ") + 2);
  }

  private static PythonReference.Answer ours(String template) {
    try {
      return new PythonReference.Answer(
          true, SmallEnvironment.render(template, VARIABLES, Settings.JINJA, OTHERS));
    } catch (LanguageException e) {
      return new PythonReference.Answer(false, e.message());
    }
  }
}
