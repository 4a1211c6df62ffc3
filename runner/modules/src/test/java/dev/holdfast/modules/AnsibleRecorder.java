package dev.holdfast.modules;

import dev.holdfast.language.json.JsonFormat;
import dev.holdfast.language.json.JsonReader;
import dev.holdfast.language.json.JsonWriter;
import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What Ansible itself makes of the cases of one file, all in one playbook.
final class AnsibleRecorder {
  private AnsibleRecorder() {}

  /// The outcomes by the names of the cases.
  static Map<String, Value> record(List<ModuleCase> cases, Path base)
      throws IOException, InterruptedException {
    List<Value> tasks = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      Path root = base.resolve("a" + i);
      cases.get(i).prepare(root);
      tasks.add(task(cases.get(i), root, i));
      DictValue keep = new DictValue();
      keep.put(
          "copy",
          DictValue.of(
              Map.of(
                  "content", Str.of("{{ r" + i + " | to_json }}"),
                  "dest", Str.of(base.resolve(i + ".json").toString()))));
      keep.put("check_mode", Bool.FALSE);
      tasks.add(keep);
    }
    DictValue play = new DictValue();
    play.put("hosts", Str.of("localhost"));
    play.put("gather_facts", Bool.FALSE);
    play.put("tasks", new ListValue(tasks));
    Path playbook = base.resolve("playbook.yml");
    Files.writeString(playbook, JsonWriter.write(ListValue.of(play), JsonFormat.PLAIN));
    run(playbook, base);
    Map<String, Value> outcomes = new LinkedHashMap<>();
    for (int i = 0; i < cases.size(); i++) {
      Value result = JsonReader.read(Files.readString(base.resolve(i + ".json")));
      outcomes.put(cases.get(i).name(), JsonReader.read(Outcome.of(result, base.resolve("a" + i))));
    }
    return outcomes;
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
    return task;
  }

  private static void run(Path playbook, Path base) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            "ansible-playbook", "-i", "localhost,", "-c", "local", playbook.toString());
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
