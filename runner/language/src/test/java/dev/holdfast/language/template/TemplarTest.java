package dev.holdfast.language.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.language.jinja.Settings;
import dev.holdfast.language.jinja.SmallEnvironment;
import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.LanguageException;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.PythonError;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.TemplateError;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.UndefinedError;
import dev.holdfast.language.value.Value;
import dev.holdfast.language.value.Vaulted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TemplarTest {
  private static final Map<String, Lookup> LOOKUPS =
      Map.of(
          "echo", (terms, _, _) -> terms,
          "options", (_, options, _) -> List.of(DictValue.of(options)),
          "variable",
              (terms, _, templar) ->
                  List.of(templar.variables().lookup(Text.str(terms.getFirst())).orElseThrow()),
          "nothing", (_, _, _) -> List.of(),
          "refuses",
              (_, _, _) -> {
                throw TemplateError.lookup("no such file");
              },
          "broken",
              (_, _, _) -> {
                throw PythonError.valueError("a bug");
              });

  private final List<String> warnings = new ArrayList<>();
  private final DictValue variables = new DictValue();

  private Templar templar() {
    return new Templar(
        AnsibleEnvironment.of(SmallEnvironment.FILTERS, SmallEnvironment.TESTS, Map.of()),
        Variables.of(variables),
        Services.NONE
            .withLookups(name -> Optional.ofNullable(LOOKUPS.get(name)))
            .withTemplates(name -> Optional.ofNullable(Map.of("part", "<{{ i }}>").get(name)))
            .withVault(vaulted -> Str.of("clear {{ " + vaulted.envelope() + " }}"))
            .withWarnings(warnings::add),
        Level.CLASSIC);
  }

  private Value template(String text) {
    return templar().template(Str.of(text));
  }

  private String repr(String text) {
    return Text.repr(template(text));
  }

  private static boolean isUnsafe(Value value) {
    return value instanceof Str text && text.unsafe();
  }

  @Test
  void unsafeTextIsNeverATemplate() {
    variables.put("evil", Str.unsafe("{{ i }}"));
    variables.put(
        "register", DictValue.of(Map.of("stdout", Str.unsafe("{{ i }}"), "rc", Int.of(0))));
    variables.put("through", Str.of("{{ evil }}"));
    variables.put("i", Int.of(1));
    for (String text :
        List.of(
            "{{ evil }}",
            "{{ register.stdout }}",
            "{{ evil ~ '' }}",
            "{{ evil | upper }}",
            "{{ through }}",
            "{{ register['stdout'].strip() }}",
            "x {{ [evil] | join }}",
            "{% for e in [evil] %}{{ e }}{% endfor %}",
            "{% set e = evil %}{{ e }}")) {
      assertThat(isUnsafe(template(text))).as(text).isTrue();
    }
    assertThat(template("{{ evil }}")).isEqualTo(Str.of("{{ i }}"));
    assertThat(templar().template(template("{{ through }}"))).isEqualTo(Str.of("{{ i }}"));
  }

  @Test
  void theMarkReachesMembersOfContainers() {
    variables.put("evil", Str.unsafe("{{ i }}"));
    assertThat(template("{{ [evil] }}"))
        .isInstanceOfSatisfying(
            ListValue.class, list -> assertThat(isUnsafe(list.items().getFirst())).isTrue());
  }

  @Test
  void safeTextStaysSafe() {
    variables.put("evil", Str.unsafe("x"));
    variables.put("fine", Str.of("y"));
    assertThat(isUnsafe(template("{{ fine }}!"))).isFalse();
    assertThat(isUnsafe(template("{% if evil == 'x' %}{{ fine }}{% endif %}"))).isFalse();
  }

  @Test
  void lookupsGiveUnsafeTextJoinedByCommas() {
    Value value = template("{{ lookup('echo', 'a', 'b') }}");
    assertThat(value).isEqualTo(Str.of("a,b"));
    assertThat(isUnsafe(value)).isTrue();
    assertThat(isUnsafe(template("{{ lookup('echo', 'a', allow_unsafe=true) }}"))).isFalse();
  }

  @Test
  void lookupsCanGiveLists() {
    assertThat(repr("{{ query('echo', 'a') }}")).isEqualTo("['a']");
    assertThat(repr("{{ q('echo', 1, 2) }}")).isEqualTo("[1, 2]");
    assertThat(repr("{{ lookup('echo', 1, 2) }}")).isEqualTo("[1, 2]");
    assertThat(repr("{{ lookup('nothing') }}")).isEqualTo("[]");
    assertThat(repr("{{ lookup('options', a=1, wantlist=false) }}")).isEqualTo("{'a': 1}");
  }

  @Test
  void lookupsSeeTheVariables() {
    variables.put("i", Int.of(5));
    assertThat(repr("{{ lookup('variable', 'i') + 1 }}")).isEqualTo("'6'");
  }

  @Test
  void errorsOfLookupsAreWordedAsInAnsible() {
    assertThatThrownBy(() -> template("{{ lookup('gone') }}"))
        .hasMessage("lookup plugin (gone) not found");
    assertThatThrownBy(() -> template("{{ lookup('refuses') }}")).hasMessage("no such file");
    assertThatThrownBy(() -> template("{{ lookup('broken') }}"))
        .hasMessageStartingWith(
            "An unhandled exception occurred while running the lookup plugin 'broken'. Error was a"
                + " <class 'ValueError'>, original message: a bug");
    assertThat(repr("{{ lookup('refuses', errors='ignore') | default('d', true) }}"))
        .isEqualTo("'d'");
    assertThat(warnings).isEmpty();
    assertThat(repr("{{ query('refuses', errors='warn') }}")).isEqualTo("[]");
    assertThat(warnings).hasSize(1);
  }

  @Test
  void lookupsCanBeForbidden() {
    assertThatThrownBy(() ->
            templar().template(Str.of("{{ lookup('echo', 1) }}"), Options.VALUE.withLookups(false)))
        .hasMessageContaining("lookups were disabled from templating");
  }

  @Test
  void aCycleOfVariablesIsAnError() {
    variables.put("a", Str.of("{{ b }}"));
    variables.put("b", Str.of("{{ a }}"));
    assertThatThrownBy(() -> template("{{ a }}"))
        .isInstanceOf(LanguageException.class)
        .hasMessageContaining("recursive loop detected in template string: {{ ");
  }

  @Test
  void longChainsOfVariablesWork() {
    variables.put("v0", Str.of("end"));
    for (int i = 1; i < 120; i++) {
      variables.put("v" + i, Str.of("{{ v" + (i - 1) + " }}"));
    }
    assertThat(repr("{{ v119 }}")).isEqualTo("'end'");
  }

  @Test
  void encryptedVariablesAreDecryptedAtTheirUseAndNotTemplated() {
    variables.put("secret", new Vaulted("envelope"));
    assertThat(repr("{{ secret }}!")).isEqualTo("'clear {{ envelope }}!'");
    assertThat(template("{{ 'nothing' }}")).isEqualTo(Str.of("nothing"));
  }

  @Test
  void containersAreTemplatedInside() {
    variables.put("i", Int.of(3));
    DictValue dict = DictValue.of(Map.of("k", ListValue.of(Str.of("{{ i }}"), None.NONE)));
    assertThat(Text.repr(templar().template(dict))).isEqualTo("{'k': [3, None]}");
  }

  @Test
  void anUndefinedTextCanStay() {
    Options lax = Options.VALUE.withFailOnUndefined(false);
    assertThat(templar().template(Str.of("{{ gone }}"), lax)).isEqualTo(Str.of("{{ gone }}"));
    assertThatThrownBy(() -> template("{{ gone }}"))
        .isInstanceOf(UndefinedError.class)
        .hasMessage("'gone' is undefined. 'gone' is undefined");
  }

  @Test
  void filesAreTextAndKeepTheirNewlines() {
    variables.put("i", Int.of(3));
    Templar templar = templar();
    assertThat(templar.render("[{{ i }}]\n", Options.FILE).text()).isEqualTo("[3]\n");
    assertThat(templar.render("{% if i %}\nx\n{% endif %}\n", Options.FILE).text())
        .isEqualTo("x\n");
    assertThat(templar.render("{% include 'part' %}", Options.FILE).text()).isEqualTo("<3>");
    assertThat(templar.render("{{ '\\n' }}", Options.FILE).text()).isEqualTo("\n");
    Options marked = Options.FILE.withSettings(Settings.ANSIBLE.withVariable("<<", ">>"));
    assertThat(templar.render("<< i >>{{ i }}", marked).text()).isEqualTo("3{{ i }}");
  }

  @Test
  void aBareNameIsAVariable() {
    variables.put("d", DictValue.of(Map.of("a", Int.of(1))));
    assertThat(Text.repr(templar().templateBare("d.a"))).isEqualTo("'1'");
    assertThat(Text.repr(templar().templateBare("text"))).isEqualTo("'text'");
  }

  @Test
  void conditionsOfOtherTypesAreJudgedByTheirTruth() {
    Templar templar = templar();
    assertThat(templar.condition(Bool.FALSE)).isFalse();
    assertThat(templar.condition(None.NONE)).isTrue();
    assertThat(templar.condition(Int.of(0))).isFalse();
    assertThat(templar.conditions(List.of(Bool.FALSE, Str.of("gone")))).isFalse();
    assertThat(templar.conditions(List.of())).isTrue();
  }

  @Test
  void bracesInConditionsAreWarnedAbout() {
    assertThat(templar().condition(Str.of("{{ true }}"))).isTrue();
    assertThat(warnings).singleElement().asString().startsWith("conditional statements should not");
  }

  @Test
  void anUnsafeConditionIsRefused() {
    variables.put("evil", Str.unsafe("true"));
    assertThatThrownBy(() -> templar().condition(Str.of("{{ evil }}")))
        .hasMessageContaining("Conditional is marked as unsafe, and cannot be evaluated.");
  }

  @Test
  void whatIsTemplatedIsKnownBeforehand() {
    Templar templar = templar();
    assertThat(templar.isTemplate(Str.of("{{ x }}"))).isTrue();
    assertThat(templar.isTemplate(Str.of("{# x #}"))).isTrue();
    assertThat(templar.isTemplate(Str.of("{{ x"))).isFalse();
    assertThat(templar.isTemplate(ListValue.of(Str.of("x"), Str.of("{% if x %}{% endif %}"))))
        .isTrue();
  }

  @Test
  void omittedArgumentsDisappear() {
    variables.put("omit", Omit.PLACEHOLDER);
    DictValue args = new DictValue();
    args.put("path", Str.of("/x"));
    args.put("mode", template("{{ gone | default(omit) }}"));
    args.put("list", ListValue.of(Int.of(1), template("{{ omit }}")));
    assertThat(Text.repr(Omit.strip(args))).isEqualTo("{'path': '/x', 'list': [1]}");
  }
}
