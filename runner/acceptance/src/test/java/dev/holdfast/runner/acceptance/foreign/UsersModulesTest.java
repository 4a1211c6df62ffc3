package dev.holdfast.runner.acceptance.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.machines.Machine;
import dev.holdfast.machines.Machines;
import dev.holdfast.runner.acceptance.play.Project;
import dev.holdfast.runner.acceptance.play.Ran;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Modules of each kind beside a playbook, on a machine with Python and on one without; with our
/// own `module_utils`, as for users who have no ansible-core installed.
class UsersModulesTest {
  private static final String PYTHON =
      """
      #!/usr/bin/python
      from ansible.module_utils.basic import AnsibleModule
      from ansible.module_utils.greeting import greet

      def main():
          module = AnsibleModule(
              argument_spec=dict(name=dict(required=True), password=dict(no_log=True)),
              supports_check_mode=True)
          module.warn('be careful')
          if module.params['name'] == 'nobody':
              raise ValueError('nobody is here')
          module.exit_json(changed=not module.check_mode, msg=greet(module.params['name']),
                           echo=module.params['password'])

      main()
      """;

  private static Optional<Machine> withPython = Optional.empty();
  private static Optional<Machine> without = Optional.empty();

  @TempDir private Path folder = Path.of("");

  @BeforeAll
  static void start() {
    withPython = Optional.of(Machines.debian());
    without = Optional.of(Machines.busybox());
  }

  @AfterAll
  static void stop() {
    withPython.ifPresent(Machine::close);
    without.ifPresent(Machine::close);
  }

  private Project project() {
    return new Project(folder)
        .with("HOLDFAST_ANSIBLE_PYTHON", "none")
        .host("h1", withPython.orElseThrow())
        .write("library/hello.py", PYTHON)
        .write("module_utils/greeting.py", "def greet(name):\n    return 'hello ' + name\n")
        .write("library/pairs.sh", "#!/bin/sh\n. \"$1\"\necho \"{\\\"msg\\\": \\\"$name\\\"}\"\n")
        .write(
            "library/wants.sh",
            "#!/bin/sh\n# WANT_JSON\necho noise\nsed 's/.*\"name\": \\(\"[^\"]*\"\\).*/{\"msg\": \\1}/' \"$1\"\n")
        .write(
            "library/inside.sh",
            "#!/bin/sh\necho '{\"given\": <<INCLUDE_ANSIBLE_MODULE_JSON_ARGS>>}'\n");
  }

  private static String play(String... tasks) {
    return "- hosts: all\n  gather_facts: false\n  tasks:\n    - "
        + String.join("\n    - ", tasks)
        + "\n";
  }

  @BeforeEach
  void clean() {
    withPython.orElseThrow().run("rm -rf /tmp/ansible_* /tmp/.holdfast-*").text();
  }

  private static void assertNothingIsLeft() {
    assertThat(
            withPython
                .orElseThrow()
                .run("find /tmp -name 'ansible_*' -o -name '.holdfast*'")
                .text())
        .isBlank();
  }

  @Test
  void eachKindOfModuleRunsAndLeavesNothing() {
    Ran ran =
        project()
            .run(
                play(
                    "hello: {name: py}",
                    "pairs: name='two words'",
                    "wants: {name: json}",
                    "inside: {name: replaced}"),
                "-v");
    assertThat(ran.recap("h1")).as(ran::all).isEqualTo(Map.of("ok", 4, "changed", 1));
    assertThat(ran.out())
        .contains("\"msg\": \"hello py\"", "\"msg\": \"two words\"", "\"msg\": \"json\"")
        .contains("\"name\": \"replaced\"")
        .contains("\"discovered_interpreter_python\": \"/usr/bin/python3\"");
    assertThat(ran.err()).contains("[WARNING]: be careful");
    assertNothingIsLeft();
  }

  @Test
  void secretsAreHiddenAndCheckModeIsKnown() {
    Ran ran = project().run(play("hello: {name: x, password: hunter2}"), "-vvv", "--check");
    assertThat(ran.recap("h1")).as(ran::all).isEqualTo(Map.of("ok", 1));
    assertThat(ran.all()).contains("VALUE_SPECIFIED_IN_NO_LOG_PARAMETER").doesNotContain("hunter2");
  }

  @Test
  void mistakesAreReportedAsAnsibleReportsThem() {
    Ran wrong = project().run(play("hello: {nme: x}"));
    assertThat(wrong.fatal("h1")).contains("\"msg\": \"missing required arguments: name\"");
    Ran broken = project().run(play("hello: {name: nobody}"));
    assertThat(broken.fatal("h1"))
        .contains(
            "\"msg\": \"MODULE FAILURE\\nSee stdout/stderr for the exact error\"", "\"rc\": 1");
    assertThat(broken.out()).contains("The error was: ValueError: nobody is here");
    assertNothingIsLeft();
  }

  @Test
  void aModuleCanBeAJobOfItsMachine() {
    Ran ran = project().run(play("hello: {name: later}\n      async: 30\n      poll: 1"), "-v");
    assertThat(ran.recap("h1")).as(ran::all).isEqualTo(Map.of("ok", 1, "changed", 1));
    assertThat(ran.out()).contains("\"msg\": \"hello later\"", "\"finished\": 1");
  }

  @Test
  void collectionsAndTheUsersOwnNamesComeFirst() {
    Ran ran =
        project()
            .write("library/ping.sh", "#!/bin/sh\necho '{\"ping\": \"mine\"}'\n")
            .write(
                "collections/ansible_collections/my/own/plugins/modules/there.py",
                PYTHON.replace("ansible.module_utils.greeting", "..module_utils.greeting"))
            .write(
                "collections/ansible_collections/my/own/plugins/module_utils/greeting.py",
                "def greet(name):\n    return 'ahoy ' + name\n")
            .write(
                "collections/ansible_collections/my/own/meta/runtime.yml",
                "plugin_routing: {modules: {old: {redirect: my.own.there}}}\n")
            .run(play("ping:", "ansible.builtin.ping:", "my.own.old: {name: y}"), "-v");
    assertThat(ran.recap("h1")).as(ran::all).isEqualTo(Map.of("ok", 3, "changed", 1));
    assertThat(ran.out())
        .contains("\"ping\": \"mine\"", "\"ping\": \"pong\"", "\"msg\": \"ahoy y\"");
  }

  @Test
  void modulesRunAsWhomTheTaskBecomes() {
    String user = withPython.orElseThrow().admin().name();
    Ran ran =
        project()
            .write(
                "library/who.sh",
                "#!/bin/sh\necho \"{\\\"who\\\": \\\"$(id -un) $GREETING\\\"}\"\n")
            .run(
                play("who:", "hello: {name: it}")
                    .replace(
                        "  tasks:",
                        "  become: true\n  become_user: "
                            + user
                            + "\n"
                            + "  environment: {GREETING: hi}\n  tasks:"),
                "-v");
    assertThat(ran.recap("h1")).as(ran::all).isEqualTo(Map.of("ok", 2, "changed", 1));
    assertThat(ran.out()).contains("\"who\": \"" + user + " hi\"", "\"msg\": \"hello it\"");
    assertNothingIsLeft();
  }

  @Test
  void pythonForTheControllerIsRefusedWhereItIsUsed() {
    Ran ran =
        project()
            .write("action_plugins/hello.py", "class ActionModule: pass\n")
            .run(play("hello: {name: x}\n      when: false", "hello: {name: x}"));
    assertThat(ran.recap("h1")).as(ran::all).isEqualTo(Map.of("failed", 1, "skipped", 1));
    assertThat(ran.fatal("h1"))
        .contains("action_plugins/hello.py), which Holdfast cannot run", "site.yml:6");
  }

  @Test
  void aPluginInThePlaceOfOneOfOursIsRefusedToo() {
    Project project =
        project()
            .write("action_plugins/copy.py", "class ActionModule: pass\n")
            .write("action_plugins/debug.py", "class ActionModule: pass\n");
    for (String task : List.of("copy: {content: x, dest: /tmp/x}", "debug: {msg: x}")) {
      Ran ran = project.run(play(task, "ansible.builtin." + task));
      assertThat(ran.fatal("h1"))
          .contains("action_plugins/", ".py), which Holdfast cannot run", "site.yml:4");
      Ran full = project.run(play("ansible.builtin." + task));
      assertThat(full.recap("h1")).as(full::all).containsEntry("ok", 1).doesNotContainKey("failed");
    }
  }

  @Test
  void aMachineWithoutPythonIsToldApart() {
    Project project = project().host("h2", without.orElseThrow());
    Ran ran = project.run(play("pairs: name=x", "hello: {name: y}"), "-l", "h2");
    assertThat(ran.recap("h2")).as(ran::all).isEqualTo(Map.of("ok", 1, "failed", 1));
    assertThat(ran.fatal("h2"))
        .contains("The module 'hello' (", "library/hello.py", "h2 has none", "site.yml:5")
        .contains("Install python3 there first");
  }

  private static String facts(String json) {
    return "#!/bin/sh\necho '{\"ansible_facts\": %s}'\n".formatted(json);
  }

  @Test
  void factsComeFromTheModulesThatAreNamed() {
    Ran ran =
        project()
            .write("library/first", facts("{\"a\": 1, \"d\": {\"x\": 1, \"y\": 1}, \"l\": [1, 3]}"))
            .write("library/second", facts("{\"a\": 2, \"d\": {\"y\": 2}, \"l\": [1, 2]}"))
            .write("library/bad", "#!/bin/sh\necho '{\"failed\": true, \"msg\": \"no\"}'\n")
            .with("ANSIBLE_FACTS_MODULES", "first,second")
            .run(
                """
                - hosts: all
                  tasks:
                    - debug: {msg: "{{ ansible_facts | to_json }}"}
                    - gather_facts: {filter: a}
                      vars: {ansible_facts_modules: [smart, first]}
                      module_defaults: {setup: {gather_subset: ['!all', '!min']}}
                    - debug: {msg: "{{ ansible_facts.gather_subset is defined }} {{ ansible_facts.a }}"}
                    - gather_facts:
                      vars: {ansible_facts_modules: [bad, first]}
                """);
    assertThat(ran.out())
        .contains("{\\\"a\\\": 2, \\\"d\\\": {\\\"x\\\": 1, \\\"y\\\": 2}, \\\"l\\\": [3, 1, 2]")
        .contains("\"msg\": \"False 1\"")
        .contains("The following modules failed to execute: bad\\n");
    assertThat(ran.err()).contains("Ignoring filter(a) for first");
    assertThat(ran.status()).as(ran.all()).isEqualTo(2);
  }
}
