package dev.holdfast.modules;

import dev.holdfast.language.json.JsonFormat;
import dev.holdfast.language.json.JsonReader;
import dev.holdfast.language.json.JsonWriter;
import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Value;
import dev.holdfast.machines.Machine;
import dev.holdfast.machines.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What Ansible itself makes of the cases of one file, all in one playbook.
final class AnsibleRecorder {
  private AnsibleRecorder() {}

  /// The outcomes by the names of the cases, each in a folder of its own on this machine.
  static Map<String, Value> record(List<ModuleCase> cases, Path base)
      throws IOException, InterruptedException {
    List<Path> roots = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      roots.add(base.resolve("a" + i));
      cases.get(i).prepare(roots.get(i));
    }
    return record(cases, roots, base, List.of("-i", "localhost,", "-c", "local"));
  }

  /// The outcomes of cases that run one after the other on another machine.
  static Map<String, Value> recordOn(Machine machine, List<ModuleCase> cases, Path base)
      throws IOException, InterruptedException {
    Path inventory =
        Files.writeString(
            base.resolve("inventory"),
            ("machine ansible_host=%s ansible_port=%d ansible_user=root"
                    + " ansible_ssh_private_key_file=%s ansible_ssh_common_args='-o"
                    + " StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null'\n")
                .formatted(machine.address(), machine.port(), machine.privateKey()));
    List<Path> roots = Collections.nCopies(cases.size(), base.resolve("none"));
    return record(cases, roots, base, List.of("-i", inventory.toString()));
  }

  private static Map<String, Value> record(
      List<ModuleCase> cases, List<Path> roots, Path base, List<String> options)
      throws IOException, InterruptedException {
    List<Value> tasks = new ArrayList<>();
    List<String> all = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      tasks.add(task(cases.get(i), roots.get(i), i));
      all.add("r" + i);
    }
    DictValue keep = new DictValue();
    keep.put(
        "copy",
        DictValue.of(
            Map.of(
                "content", Str.of("{{ [" + String.join(", ", all) + "] | to_json }}"),
                "dest", Str.of(base.resolve("results.json").toString()))));
    keep.put("delegate_to", Str.of("localhost"));
    keep.put("connection", Str.of("local"));
    tasks.add(keep);
    DictValue play = new DictValue();
    play.put("hosts", Str.of("all"));
    play.put("gather_facts", Bool.FALSE);
    play.put("tasks", new ListValue(tasks));
    Path playbook = base.resolve("playbook.yml");
    Files.writeString(playbook, JsonWriter.write(ListValue.of(play), JsonFormat.PLAIN));
    run(playbook, base, options);
    List<Value> results =
        ((ListValue) JsonReader.read(Files.readString(base.resolve("results.json")))).items();
    Map<String, Value> outcomes = new LinkedHashMap<>();
    for (int i = 0; i < cases.size(); i++) {
      DictValue result = cases.get(i).compared((DictValue) results.get(i));
      outcomes.put(cases.get(i).name(), JsonReader.read(Outcome.of(result, roots.get(i))));
    }
    return outcomes;
  }

  /// The same inside a throwaway machine that has Ansible, all cases in order.
  static Map<String, Value> recordInside(List<ModuleCase> cases, Machine machine) {
    List<Value> tasks = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      ModuleCase one = cases.get(i);
      if (!one.before().isEmpty()) {
        tasks.add(plain("shell", DictValue.of(Map.of("cmd", Str.of(one.before())))));
      }
      tasks.add(task(one, Path.of("/nowhere"), i));
      tasks.add(
          plain(
              "copy",
              DictValue.of(
                  Map.of(
                      "content", Str.of("{{ r" + i + " | to_json }}"),
                      "dest", Str.of("/root/.recorded/" + i + ".json")))));
      if (!one.after().isEmpty()) {
        String keep = "{\n" + one.after() + "\n} >/root/.recorded/" + i + ".seen; true";
        tasks.add(plain("shell", DictValue.of(Map.of("cmd", Str.of(keep)))));
      }
    }
    DictValue play = new DictValue();
    play.put("hosts", Str.of("localhost"));
    play.put("gather_facts", Bool.FALSE);
    play.put("tasks", new ListValue(tasks));
    machine.write(
        "/root/.recorded/playbook.yml", JsonWriter.write(ListValue.of(play), JsonFormat.PLAIN));
    Ran ran =
        machine.run(
            "cd && ANSIBLE_PYTHON_INTERPRETER=/usr/bin/python3 LC_ALL=C.UTF-8 ansible-playbook"
                + " -i localhost, -c local /root/.recorded/playbook.yml");
    if (ran.status() != 0) {
      throw new IllegalStateException("ansible-playbook: " + ran.stdout() + ran.stderr());
    }
    Map<String, Value> outcomes = new LinkedHashMap<>();
    for (int i = 0; i < cases.size(); i++) {
      String seen =
          cases.get(i).after().isEmpty() ? "" : machine.read("/root/.recorded/" + i + ".seen");
      DictValue result =
          (DictValue) JsonReader.read(machine.read("/root/.recorded/" + i + ".json"));
      outcomes.put(cases.get(i).name(), MachineOutcome.of(cases.get(i).compared(result), seen));
    }
    return outcomes;
  }

  private static DictValue plain(String module, DictValue arguments) {
    DictValue task = new DictValue();
    task.put(module, arguments);
    task.put("check_mode", Bool.FALSE);
    return task;
  }

  private static DictValue task(ModuleCase one, Path root, int number) {
    DictValue task = new DictValue();
    DictValue arguments = one.arguments(root);
    task.put(one.module(), arguments.get("_raw_params").orElse(arguments));
    task.put("register", Str.of("r" + number));
    task.put("ignore_errors", Bool.TRUE);
    task.put("check_mode", Bool.of(one.flag("check")));
    task.put("diff", Bool.of(one.flag("diff")));
    task.put("vars", one.variables());
    task.put(
        "environment", DictValue.of(Map.of("PATH", Str.of(one.path(root, System.getenv("PATH"))))));
    return task;
  }

  private static void run(Path playbook, Path base, List<String> options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("ansible-playbook"));
    command.addAll(options);
    command.add(playbook.toString());
    ProcessBuilder builder = new ProcessBuilder(command);
    Path settings = Files.writeString(base.resolve("ansible.cfg"), "[defaults]\n");
    builder.environment().put("ANSIBLE_CONFIG", settings.toString());
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().put("ANSIBLE_PYTHON_INTERPRETER", "/usr/bin/python3");
    builder.redirectErrorStream(true);
    builder.redirectOutput(base.resolve("log").toFile());
    int status = builder.start().waitFor();
    if (status != 0) {
      throw new IOException("ansible-playbook: " + Files.readString(base.resolve("log")));
    }
  }
}
