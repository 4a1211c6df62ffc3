package dev.holdfast.engine.vars;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.engine.playbook.Play;
import dev.holdfast.engine.playbook.PlaybookException;
import dev.holdfast.engine.playbook.Task;
import dev.holdfast.engine.reference.Tree;
import dev.holdfast.engine.settings.Setting;
import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.UndefinedError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ScopesTest {
  @TempDir private Path folder;
  private Project project;
  private Play play;
  private Task task;
  private VarScope scope;

  @BeforeEach
  void load() {
    Tree.write(
        folder,
        """
        == inv
        [web]
        h1 n=1 text="{{ n + 1 }}" loop="{{ hostvars.h1.loop }}"
        h2 n=2 text="{{ n + 1 }}" bad="{{ nosuch }}"
        == play.yml
        - hosts: web
          gather_facts: false
          vars: {mine: play, lazy: "{{ mine }}!"}
          environment: {A: 1}
          tasks:
            - {debug: , name: t, vars: {at_task: "{{ lazy }}"}, environment: {B: 2}}
        """);
    open(Map.of());
  }

  private void open(Map<Setting, String> settings) {
    project = Project.in(folder, settings, List.of("x=extra", "given=extra"));
    play = project.plays("play.yml").getFirst();
    task = Project.tasks(play).getFirst();
    scope = project.scope(play, "h1", task);
  }

  private String text(String expression) {
    return Text.str(project.evaluate(project.scope(play, "h1", task), expression));
  }

  @Test
  void variablesAreTemplatedWhenTheyAreUsed() {
    assertThat(text("at_task")).isEqualTo("play!");
    assertThat(Text.str(project.evaluate(scope.with(dict("mine", "loop")), "at_task")))
        .isEqualTo("loop!");
  }

  private static DictValue dict(String name, String value) {
    return DictValue.of(Map.of(name, Str.of(value)));
  }

  @Test
  void hostvarsTemplateWithTheOtherHostsOwnVariables() {
    assertThat(text("hostvars.h2.text")).isEqualTo("3");
    assertThat(text("hostvars['h1']['text']")).isEqualTo("2");
  }

  @Test
  void hostvarsShowFactsAndSetFactsButNoPlayVars() {
    project.store.set("h2", "s", Str.of("set"));
    project.store.addFacts("h2", dict("ansible_fact", "f"));
    assertThat(text("hostvars.h2.s ~ hostvars.h2.ansible_fact ~ hostvars.h2.ansible_facts.fact"))
        .isEqualTo("setff");
    assertThat(text("hostvars.h2.mine is defined")).isEqualTo("False");
  }

  @Test
  void hostvarsListHostsWithoutTemplatingThem() {
    assertThat(text("hostvars | list")).isEqualTo("['h1', 'h2']");
    assertThat(text("hostvars.keys() | list")).isEqualTo("['h1', 'h2']");
    assertThat(text("'h2' in hostvars")).isEqualTo("True");
    assertThat(text("'h3' in hostvars")).isEqualTo("False");
    assertThat(text("hostvars | length")).isEqualTo("2");
  }

  @Test
  void aMissingHostIsUndefined() {
    assertThat(text("hostvars.nohost | default('none')")).isEqualTo("none");
    assertThatThrownBy(() -> text("hostvars.nohost.n"))
        .isInstanceOf(UndefinedError.class)
        .hasMessageContaining("\"hostvars['nohost']\" is undefined");
  }

  @Test
  void somethingUndefinedInAnotherHostsVariableStaysText() {
    assertThat(text("hostvars.h2.bad")).isEqualTo("{{ nosuch }}");
  }

  @Test
  void hostvarsAreNotVisibleInOtherHostsVariables() {
    assertThat(text("hostvars.h1.loop")).isEqualTo("{{ hostvars.h1.loop }}");
  }

  @Test
  void magicVariablesBeatExtraVariables() {
    project = Project.in(folder, Map.of(), List.of("playbook_dir=/x groups=none mine=extra"));
    play = project.plays("play.yml").getFirst();
    task = Project.tasks(play).getFirst();
    assertThat(text("playbook_dir")).isEqualTo(folder.toString());
    assertThat(text("groups.web")).isEqualTo("['h1', 'h2']");
    assertThat(text("mine")).isEqualTo("extra");
  }

  @Test
  void extraVariablesBeatSetFact() {
    project.store.set("h1", "given", Str.of("set"));
    assertThat(text("given")).isEqualTo("extra");
  }

  @Test
  void setFactBeatsTaskVariablesAndOutlivesThePlay() {
    project.store.set("h1", "at_task", Str.of("set"));
    assertThat(text("at_task")).isEqualTo("set");
    assertThat(text("hostvars.h1.at_task")).isEqualTo("set");
  }

  @Test
  void answersToPromptsBeatPlayVariables() {
    project.store.answer(play, "mine", Str.of("answer"));
    assertThat(text("mine")).isEqualTo("answer");
  }

  @Test
  void factsMergeByNameAndAreNeverTemplated() {
    project.store.addFacts("h1", dict("ansible_a", "{{ n }}"));
    project.store.addFacts("h1", dict("ansible_b", "2"));
    assertThat(text("ansible_facts.a ~ ansible_b ~ ansible_a")).isEqualTo("{{ n }}2{{ n }}");
    assertThat(text("ansible_facts.ansible_a is defined")).isEqualTo("False");
    project.store.clearFacts("h1");
    assertThat(text("ansible_facts | length")).isEqualTo("0");
  }

  @Test
  void factsStayInTheirNamespaceWhereTheSettingsSaySo() {
    open(Map.of(Setting.INJECT_FACTS_AS_VARS, "false"));
    project.store.addFacts("h1", dict("ansible_a", "1"));
    assertThat(text("ansible_a is defined")).isEqualTo("False");
    assertThat(text("ansible_facts.a")).isEqualTo("1");
    assertThat(text("ansible_local")).isEqualTo("{}");
  }

  @Test
  void factsOutliveARunInAFolder() {
    Map<Setting, String> caching =
        Map.of(
            Setting.CACHE_PLUGIN,
            "jsonfile",
            Setting.CACHE_PLUGIN_CONNECTION,
            folder.resolve("cache").toString());
    open(caching);
    project.store.addFacts("h1", dict("ansible_a", "kept"));
    assertThat(folder.resolve("cache/h1")).exists();
    open(caching);
    assertThat(text("ansible_a")).isEqualTo("kept");
    project.store.clearFacts("h1");
    assertThat(folder.resolve("cache/h1")).doesNotExist();
  }

  @Test
  void staleFactsAreForgotten() throws IOException {
    Map<Setting, String> caching =
        Map.of(
            Setting.CACHE_PLUGIN, "jsonfile",
            Setting.CACHE_PLUGIN_CONNECTION, folder.toString(),
            Setting.CACHE_PLUGIN_TIMEOUT, "60");
    open(caching);
    project.store.addFacts("h1", dict("ansible_a", "old"));
    Files.setLastModifiedTime(folder.resolve("h1"), FileTime.from(Instant.now().minusSeconds(61)));
    open(caching);
    assertThat(text("ansible_a is defined")).isEqualTo("False");
  }

  @Test
  void varsShowsVariablesAsTheyStand() {
    assertThat(text("vars.mine")).isEqualTo("play");
    assertThat(text("vars.keys() | list | length > 10")).isEqualTo("True");
    assertThat(project.evaluate(scope, "vars['lazy'] is defined")).isEqualTo(Bool.TRUE);
  }

  @Test
  void environmentListsThoseOfThePlayAndTheTask() {
    assertThat(text("environment")).isEqualTo("[{'A': 1}, {'B': 2}]");
  }

  @Test
  void hostsOfThePlayAreThoseOfTheMoment() {
    VarScope now =
        project.scopes.of(
            play,
            Optional.empty(),
            Optional.of(task),
            new Batch(List.of("h2"), List.of("h1", "h2"), List.of("h1", "h2", "h3")));
    assertThat(Text.str(project.evaluate(now, "[play_hosts, ansible_play_hosts_all | length]")))
        .isEqualTo("[['h2'], 3]");
  }

  @Test
  void aDelegateIsReachedByItsOwnVariablesUnderTheOriginalName() {
    Batch batch = new Batch(List.of("h1"), List.of("h1"), List.of("h1"));
    VarScope there =
        project.scopes.delegated(
            play, project.host("h1"), project.scopes.delegate("h2"), task, batch);
    assertThat(there.lookup("n")).contains(Int.of(2));
    assertThat(there.lookup("inventory_hostname")).contains(Str.of("h1"));
    VarScope with = scope.with(Scopes.delegatedVars("h2", there));
    assertThat(Text.str(project.evaluate(with, "ansible_delegated_vars.h2.n"))).isEqualTo("2");
    assertThat(project.scopes.delegate("stranger").name()).isEqualTo("stranger");
    assertThat(project.inventory.hosts()).hasSize(2);
  }

  @Test
  void addedHostsShowAtOnce() {
    project.inventory.addHost("h9", List.of("web"), dict("n", "9"));
    assertThat(text("groups.web ~ hostvars.h9.n")).isEqualTo("['h1', 'h2', 'h9']9");
  }

  @Test
  void aMissingVariablesFileEndsTheRunOnceAHostNeedsIt() {
    Tree.write(
        folder,
        "== play.yml\n- hosts: web\n  vars_files: [[a.yml, b.yml]]\n  tasks: [{debug: }]\n");
    Project fresh = Project.in(folder);
    Play missing = fresh.plays("play.yml").getFirst();
    Task first = Project.tasks(missing).getFirst();
    assertThatThrownBy(() -> fresh.scope(missing, "h1", first))
        .isInstanceOf(PlaybookException.class)
        .hasMessageStartingWith(
            "vars file ['a.yml', 'b.yml'] was not found\nCould not find file on the Ansible");
  }
}
