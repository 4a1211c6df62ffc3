package dev.holdfast.language.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdfast.language.jinja.PythonReference;
import dev.holdfast.language.jinja.SmallEnvironment;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.LanguageException;
import dev.holdfast.language.value.PythonLiteral;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Types;
import dev.holdfast.language.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Values and conditions give the same here and in ansible-core 2.14: type, text and message.
final class TemplarDifferentialTest {
  private static final String VARIABLES =
      "{'i': 7, 'f': 1.5, 'yes': True, 'nothing': None, 's': 'text', 'five': '5', 'empty': '',"
          + " 'l': [1, 'a'], 't': (1, 2), 'd': {'a': 1, 'b': [True]}, 'json': '[1, true, null]',"
          + " 'ref': '{{ i }}', 'ref2': '{{ ref }}', 'sum': '{{ i + 1 }}', 'lref': '{{ l }}',"
          + " 'bad': '{{ gone }}', 'dbad': {'x': '{{ i }}', 'y': '{{ gone }}'}, 'nl': 'a\\n',"
          + " 'zero': '{{ 1 / 0 }}', 'type': '{{ 1 + s }}', 'syntax': '{{ 1 + }}', 'lt': 'True',"
          + " 'falsy': 'False', 'nested': {'k': '{{ d }}'}, 'tl': ['{{ i }}', '{{ l }}', 'x'],"
          + " 'cond': 'i == 7', 'j': '{{ d | string }}', 'q': \"it's\"}";

  private static final List<String> TEMPLATES =
      List.of(
          "plain",
          "{{ i }}",
          "{{ f }}",
          "{{ yes }}",
          "{{ nothing }}",
          "{{ s }}",
          "{{ five }}",
          "{{ l }}",
          "{{ t }}",
          "{{ d }}",
          " {{ l }}",
          "{{ l }} ",
          "{{ i + 1 }}",
          "{{ i == 7 }}",
          "{{ '[1,2]' }}",
          "{{ json }}",
          "{{ (1, 2) }}",
          "{{ ref }}",
          "{{ ref2 }}",
          "{{ sum }}",
          "{{ lref }}",
          "{{ lref[1] }}",
          "{{ nested.k.b }}",
          "{{ tl }}",
          "{{ bad }}",
          "{{ bad | default('x') }}",
          "{{ dbad }}",
          "{{ dbad.x }}",
          "{{ dbad.x | default('x') }}",
          "{{ zero }}",
          "{{ type }}",
          "{{ syntax }}",
          "{{ 1 / 0 }}",
          "{{ 1 + s }}",
          "{{ 1 + }}",
          "{{ i }}\n",
          "{{ nl }}\n\n",
          "{{ l }}\n",
          "a\n",
          "{{ d.items() }}",
          "{{ d.keys() }}",
          "{{ range(3) }}",
          "{{ lt }}",
          "{{ falsy }}",
          "{{ 'True' }}",
          "{{ 'true' }}",
          "{{ none }}",
          "x{{ none }}y",
          "{{ 'a' if false }}",
          "{{ gone }}",
          "{{ gone.a.b }}",
          "{{ d.gone }}",
          "{{ d['gone'].x }}",
          "{{ l[7] }}",
          "{{ s.gone }}",
          "{{ gone is defined }}",
          "{{ gone | default(omit_) }}",
          "{{ d | string }}",
          "{{ j }}",
          "{{ j }} ",
          "{{ j[0] }}",
          "{% if yes %}[1, 2]{% endif %}",
          "{% for x in l %}{{ x }},{% endfor %}",
          "{%- set x = l -%}{{ x }}",
          "{# note #}",
          "{# note #}{{ i }}",
          "{{ '{{ i }}' }}",
          "{{ '\\d' }}",
          "{{ 'a\\nb' }}",
          "{{ 'a\\\\b' }}",
          "{{ \"\\t\" }}",
          "{{ q }}",
          "{{ [q] }}",
          "{{ {'a': q} }}",
          "{{ [1.0, 1e16, none, true] }}",
          "{{ [[1, (2,)]] }}",
          "{{ '{' }}",
          "{{ '[1, 2' }}",
          "{{ '{a}' }}",
          "{{ '[a]' }}",
          "{{ '{1, 2}' | length }}",
          "{{ 1 | nosuch }}",
          "{{ 1 is nosuch }}",
          "{{ i",
          "{% if %}",
          "{% nope %}",
          "{% endif %}",
          "{{ l | map('nosuch') | list }}",
          "{{ 5 5 }}",
          "{{ s() }}",
          "{{ gone() }}",
          "{{ l.a.b }}",
          "{% set x %}[1]{% endset %}{{ x }}{{ x[0] }}",
          "{{ s[0] }}",
          "{{ undef('hint') }}",
          "{{ l }}\n\n",
          "{{ '%s' | string }}",
          "{{ i ~ s }}",
          "{{ [gone] }}",
          "{{ {'a': gone} }}",
          "{{ '' }}",
          "{% macro m() %}[1, 2]{% endmacro %}{{ m()[0] }}",
          "{{ 'x' }}\\n",
          "{{ 'x' }}{{ '' }}",
          "#jinja2: trim_blocks: False\n{% if yes %}\nx\n{% endif %}\n",
          "{{ yes }}{{ yes }}",
          "{% if yes %}\nx\n{% endif %}\ny",
          "{{ 0x1F }} {{ 1_000 }}",
          "{{ d == {'a': 1} }}",
          "#jinja2: variable_start_string: '[%', variable_end_string: '%]'\n[% i %] {{ i }}");

  private static final List<String> CONDITIONS =
      List.of(
          "yes",
          "i == 7",
          "i",
          "nothing",
          "empty",
          "five",
          "falsy",
          "lt",
          "gone",
          "not gone",
          "gone is defined",
          "gone is not defined",
          "gone.a is defined",
          "gone.a == 1",
          "false and gone",
          "yes and gone",
          "l",
          "d",
          "i == '7'",
          "{{ i == 7 }}",
          "{{ falsy }}",
          "{{ cond }}",
          "cond",
          "cond and",
          "i ==",
          "1 / 0",
          "i < s",
          "bad",
          "bad is defined",
          "bad is undefined",
          "dbad.x is defined",
          "d.gone is defined",
          "d.gone",
          "not d.gone",
          "",
          "True",
          "no",
          "s in l",
          "'a' in l",
          "i is nosuch",
          "s | length > 3",
          "'}'",
          "(yes",
          "s.gone is not defined and gone",
          "gone is defined or gone",
          "lookup('nosuch')",
          "gone == 1 or yes",
          "{{ gone }} == 1",
          "i == {{ i }}",
          "yes %} {% endif %}");

  private static PythonReference.Answer template(Templar templar, String text) {
    try {
      Value value = templar.template(Str.of(text));
      return new PythonReference.Answer(true, Types.name(value) + ":" + Text.str(value));
    } catch (LanguageException e) {
      return new PythonReference.Answer(false, e.message());
    }
  }

  private static PythonReference.Answer condition(Templar templar, String text) {
    try {
      boolean holds = templar.condition(Str.of(text));
      return new PythonReference.Answer(true, holds ? "True" : "False");
    } catch (LanguageException e) {
      return new PythonReference.Answer(false, e.message());
    }
  }

  private interface Ours {
    PythonReference.Answer answer(Templar templar, String text);
  }

  private static void compare(String mode, List<String> texts, Ours ours) {
    Optional<PythonReference> started =
        PythonReference.start("jinja2", "ansible.template", "ansible.playbook.conditional");
    assumeTrue(started.isPresent(), "needs a Python with the modules of ansible-core");
    DictValue variables = (DictValue) PythonLiteral.parse(VARIABLES, false).orElseThrow();
    Templar templar =
        new Templar(
            AnsibleEnvironment.of(SmallEnvironment.FILTERS, SmallEnvironment.TESTS, Map.of()),
            Variables.of(variables),
            Services.NONE,
            Level.CLASSIC);
    List<String> differences = new ArrayList<>();
    try (PythonReference reference = started.orElseThrow()) {
      for (String text : texts) {
        PythonReference.Answer wanted = reference.ask(mode, VARIABLES, text);
        PythonReference.Answer given = ours.answer(templar, text);
        if (given.ok() != wanted.ok() || !withoutType(wanted).equals(plain(given))) {
          differences.add(text + "\n  Ansible: " + wanted + "\n  here: " + given);
        }
      }
    }
    assertThat(differences).isEmpty();
  }

  /// Text of a playbook's file has a type of its own there; the reference gets plain text.
  private static String plain(PythonReference.Answer answer) {
    return answer.text().replace("ansible.parsing.yaml.objects.AnsibleUnicode", "str");
  }

  /// Errors of the reference have the exception's class in front.
  private static String withoutType(PythonReference.Answer answer) {
    return answer.ok() ? answer.text() : answer.text().substring(answer.text().indexOf(": ") + 2);
  }

  @Test
  void valuesHaveTheSameTypesTextsAndErrors() {
    compare("ansible", TEMPLATES, TemplarDifferentialTest::template);
  }

  @Test
  void nativeTypesAreTheSame() {
    compare("native", TEMPLATES, (templar, text) -> template(templar.at(Level.NATIVE), text));
  }

  @Test
  void conditionsHoldOrFailAlike() {
    compare("condition", CONDITIONS, TemplarDifferentialTest::condition);
  }
}
