package dev.holdfast.engine.vars;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.engine.playbook.Play;
import dev.holdfast.engine.playbook.Task;
import dev.holdfast.engine.reference.AnsibleReference;
import dev.holdfast.engine.reference.Tree;
import dev.holdfast.engine.settings.Setting;
import dev.holdfast.language.json.JsonFormat;
import dev.holdfast.language.json.JsonReader;
import dev.holdfast.language.json.JsonWriter;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// The variables of every task on every host, as ansible-core's own variable manager and as ours
/// see them: one variable set at every level, and what each level hides.
final class VariablesDifferentialTest {
  /// What differs by nature: run options, random values and orders, and what is no plain variable.
  private static final List<String> HIDDEN =
      List.of(
          "vars",
          "omit",
          "hostvars",
          "role_uuid",
          "ansible_role_names",
          "ansible_dependent_role_names",
          "environment",
          "ansible_search_path",
          "ansible_forks",
          "ansible_version",
          "ansible_check_mode",
          "ansible_diff_mode",
          "ansible_verbosity",
          "ansible_inventory_sources",
          "ansible_run_tags",
          "ansible_skip_tags",
          "ansible_config_file",
          "ansible_playbook_python",
          "ansible_delegated_vars",
          "_ansible_loop_cache");

  private static final String TREE =
      """
      == inv/hosts
      [web]
      h1 own=host v=host d="{'host': 1}"
      h2.example.org
      [db]
      h1
      192.168.0.1
      [outer:children]
      web
      [all:vars]
      v=all
      d={'all': 1}
      of_all=yes
      [web:vars]
      v=web
      d={'web': 1}
      [db:vars]
      v=db
      [outer:vars]
      v=outer
      outer=1
      == inv/group_vars/all.yml
      v: inv gv all
      gva: 1
      == inv/group_vars/web/a.yml
      v: inv gv web a
      d: {web_file: 1}
      == inv/group_vars/web/b.yaml
      v: inv gv web b
      == inv/group_vars/web/c.txt
      v: ignored
      == inv/group_vars/web/.hidden.yml
      v: ignored
      == inv/group_vars/web/sub/d.json
      {"deep": true}
      == inv/host_vars/h1
      v: inv hv
      == group_vars/all
      v: play gv all
      == group_vars/db.yml
      v: play gv db
      pdb: 1
      == host_vars/h1.yml
      v: play hv
      == files/one.yml
      from_file: one
      v: file
      == two.yml
      - {from_file: two}
      - {d: {file: 1}}
      == h1.yml
      for_host: h1
      == none.yml
      for_host: others
      == roles/base/defaults/main.yml
      v: base default
      base_default: 1
      d: {base: 1}
      == roles/base/vars/main.yml
      base_var: 1
      v: base var
      == roles/base/tasks/main.yml
      - {name: in base, debug: }
      == roles/top/meta/main.yml
      dependencies: [{role: base, given: to base, vars: {dep_var: 1}}]
      == roles/top/defaults/main/a.yml
      v: top default
      top_default: 1
      == roles/top/vars/main.yml
      top_var: 1
      given: top's own
      == roles/top/tasks/main.yml
      - {name: in top, debug: , vars: {v: task in top, tags: x, when: y}}
      == roles/static/defaults/main.yml
      static_default: 1
      == roles/static/vars/main.yml
      static_var: 1
      == roles/static/vars/other.yml
      static_var: 2
      == roles/static/tasks/main.yml
      - {name: in static, debug: }
      == imported.yml
      - {name: in imported, debug: , vars: {inner: 1}}
      == play.yml
      - hosts: all
        name: "a play {{ v }}"
        gather_facts: false
        vars: {v: play, p: 1, d: {play: 1}}
        vars_files:
          - [nothing.yml, files/one.yml]
          - two.yml
          - ["{{ inventory_hostname }}.yml", none.yml]
        roles:
          - role: top
            param: top
            v: param
            vars: {listed: 1}
          - base
        pre_tasks:
          - {name: early, debug: }
        tasks:
          - block:
              - {name: in block, debug: , vars: {b: task, d: {task: 1}}}
            vars: {b: block, v: block}
            rescue:
              - {name: in rescue, debug: }
          - import_role: {name: static, vars_from: other}
            vars: {for_role: 1}
          - import_tasks: imported.yml
            vars: {for_import: 1, inner: 2}
          - {name: include, include_tasks: imported.yml, vars: {for_include: 1, v: include}}
      - hosts: db
        gather_facts: false
        vars: [{l1: 1}, {l2: 2, l1: 3}]
        tasks: [{name: second play, debug: }]
      == import.yml
      - import_playbook: sub/other.yml
        vars: {imp: 1}
      == sub/group_vars/web.yml
      in_sub: 1
      == sub/other.yml
      - hosts: web
        gather_facts: false
        vars: {imp: own, q: 1}
        tasks: [{name: in sub, debug: }]
      """;

  private record Case(
      String name, String playbook, Map<Setting, String> settings, List<String> extra) {}

  private static final List<Case> CASES =
      List.of(
          new Case("plain", "play.yml", Map.of(), List.of()),
          new Case(
              "merging",
              "play.yml",
              Map.of(Setting.DEFAULT_HASH_BEHAVIOUR, "merge"),
              List.of("{\"d\": {\"extra\": 1}}")),
          new Case("extra", "play.yml", Map.of(), List.of("v=extra x=1", "@two.json", "{x: [1]}")),
          new Case("imported playbook", "import.yml", Map.of(), List.of()));

  @TestFactory
  Stream<DynamicTest> everyTaskSeesWhatAnsibleShowsIt(@TempDir Path folder) {
    Tree.write(folder, TREE);
    Tree.write(folder, "== two.json\n{\"y\": {\"z\": null}}\n");
    List<Value> expected =
        AnsibleReference.ask(CASES.stream().map(each -> request(folder, each)).toList());
    List<DynamicTest> tests = new ArrayList<>();
    for (int index = 0; index < CASES.size(); index++) {
      Case each = CASES.get(index);
      Value theirs = expected.get(index);
      tests.add(
          DynamicTest.dynamicTest(
              each.name(), () -> assertThat(json(answer(folder, each))).isEqualTo(json(theirs))));
    }
    return tests.stream();
  }

  private static DictValue request(Path folder, Case each) {
    DictValue request = new DictValue();
    request.put("op", Str.of("variables"));
    request.put("sources", texts(List.of(folder.resolve("inv").toString())));
    request.put("playbook", Str.of(folder.resolve(each.playbook()).toString()));
    request.put(
        "extra",
        texts(
            each.extra().stream()
                .map(text -> text.startsWith("@") ? "@" + folder.resolve(text.substring(1)) : text)
                .toList()));
    request.put(
        "hash", Str.of(each.settings().getOrDefault(Setting.DEFAULT_HASH_BEHAVIOUR, "replace")));
    request.put("hidden", texts(HIDDEN));
    request.put("set", JsonReader.read(SET));
    request.put("included", JsonReader.read(INCLUDED));
    request.put("facts", JsonReader.read(FACTS));
    return request;
  }

  private static final String SET =
      "[[\"h1\", \"registered\", {\"rc\": 0}], [\"h1\", \"inc\", \"set\"]]";
  private static final String INCLUDED = "[[\"h1\", \"inc\", 1], [\"h1\", \"inc2\", {\"a\": 1}]]";
  private static final String FACTS =
      """
      [["h1", {"ansible_os_family": "Debian", "ansible_user": "no", "ansible_ssh_thing": 1,
               "ansible_ssh_host_key_rsa_public": "k", "ansible_python_interpreter": "no",
               "ansible_local": {"a": 1}, "plain": 1, "v": "fact", "ansible_local_bridge": 1,
               "ansible_become_x": 1, "ansible_facts": 1, "discovered_interpreter_python": "/p"}]]
      """;

  private static Value answer(Path folder, Case each) {
    Project project = Project.in(folder, each.settings(), each.extra());
    for (Value entry : items(JsonReader.read(SET))) {
      List<Value> parts = items(entry);
      project.store.set(Text.str(parts.get(0)), Text.str(parts.get(1)), parts.get(2));
    }
    for (Value entry : items(JsonReader.read(INCLUDED))) {
      List<Value> parts = items(entry);
      project.store.include(Text.str(parts.get(0)), Text.str(parts.get(1)), parts.get(2));
    }
    for (Value entry : items(JsonReader.read(FACTS))) {
      if (items(entry).get(1) instanceof DictValue facts) {
        project.store.addFacts(Text.str(items(entry).getFirst()), facts);
      }
    }
    ListValue answer = new ListValue();
    for (Play play : project.plays(each.playbook())) {
      for (String host : project.scopes.chosenBy(play).batchHosts()) {
        for (Task task : Project.tasks(play)) {
          answer.items().add(row(project, play, host, task));
        }
      }
    }
    return answer;
  }

  private static Value row(Project project, Play play, String host, Task task) {
    DictValue all =
        project
            .scopes
            .of(
                play,
                Optional.of(project.host(host)),
                Optional.of(task),
                project.scopes.chosenBy(play))
            .all();
    HIDDEN.forEach(name -> all.entries().remove(Str.of(name)));
    return ListValue.of(Str.of(host), Str.of(task.name()), all);
  }

  private static List<Value> items(Value value) {
    return value instanceof ListValue list ? list.items() : List.of();
  }

  private static ListValue texts(List<String> texts) {
    return new ListValue(texts.stream().map(Str::of).toList());
  }

  private static String json(Value value) {
    return JsonWriter.write(value, JsonFormat.PLAIN.withIndent(1).withSortKeys(true));
  }
}
