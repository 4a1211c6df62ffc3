package dev.holdfast.modules;

import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import dev.holdfast.language.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/// One entry of a case file: what is there before, and how a module is called.
///
/// In texts `{T}` is the directory of the machine that the case may change, `{C}` the controller's.
/// `tools` are programs that stand before the machine's own: what a module says to the system goes
/// to them instead, and they keep their state in `{T}`.
record ModuleCase(String module, String name, DictValue data) {

  static List<ModuleCase> readAll(Path file) throws IOException {
    String module = file.getFileName().toString().replace(".yml", "");
    Value cases = YamlReader.read(file.toString(), Files.readString(file)).root().toValue();
    return ((ListValue) cases)
        .items().stream()
            .map(item -> (DictValue) item)
            .map(item -> new ModuleCase(text(item, "module", module), text(item, "name", ""), item))
            .toList();
  }

  private static String text(DictValue data, String name, String otherwise) {
    return data.get(name).map(Text::str).orElse(otherwise);
  }

  boolean flag(String name) {
    return data.get(name).equals(java.util.Optional.of(Bool.TRUE));
  }

  DictValue arguments(Path root) {
    return (DictValue) placed(data.get("args").orElseGet(DictValue::new), root);
  }

  DictValue variables() {
    return (DictValue) data.get("vars").orElseGet(DictValue::new);
  }

  /// What the error says where there is only BusyBox; empty where that is enough.
  String refusedByBusybox() {
    return text(data, "busybox", "");
  }

  /// Shell text that is run before, on a throwaway machine.
  String before() {
    return text(data, "run", "");
  }

  /// Shell text whose output belongs to the outcome.
  String after() {
    return text(data, "see", "");
  }

  static Path machine(Path root) {
    return root.resolve("t");
  }

  static Path controller(Path root) {
    return root.resolve("c");
  }

  /// The result without what `ignore` names: what is another on every machine.
  DictValue compared(DictValue result) {
    DictValue kept = new DictValue();
    List<Value> ignored = ((ListValue) data.get("ignore").orElseGet(ListValue::new)).items();
    result
        .entries()
        .forEach((key, value) -> {
          if (!ignored.contains(key)) {
            kept.put(key, value instanceof DictValue dict ? compared(dict) : value);
          }
        });
    return kept;
  }

  /// Where the case's own programs are.
  static Path tools(Path root) {
    return root.resolve("tools");
  }

  /// The search path with the case's own programs first.
  String path(Path root, String path) {
    return data.get("tools").isEmpty() ? path : tools(root) + ":" + path;
  }

  private static Value placed(Value value, Path root) {
    return switch (value) {
      case Str str ->
          Str.of(
              str.text()
                  .replace("{T}", machine(root).toString())
                  .replace("{C}", controller(root).toString())
                  .replace("{H}", CaseServer.address()));
      case ListValue list ->
          new ListValue(list.items().stream().map(item -> placed(item, root)).toList());
      case DictValue dict -> {
        DictValue copy = new DictValue();
        dict.entries().forEach((key, member) -> copy.put(key, placed(member, root)));
        yield copy;
      }
      default -> value;
    };
  }

  /// Makes what the case starts from.
  void prepare(Path root) throws IOException {
    Files.createDirectories(machine(root));
    Files.createDirectories(controller(root));
    make(root, machine(root), "before");
    make(root, controller(root), "controller");
    DictValue tools = (DictValue) placed(data.get("tools").orElseGet(DictValue::new), root);
    for (var entry : tools.entries().entrySet()) {
      Path path = tools(root).resolve(Text.str(entry.getKey()));
      Files.createDirectories(path.getParent());
      Files.writeString(path, "#!/bin/sh\n" + Text.str(entry.getValue()));
      permit(path, "rwxr-xr-x");
    }
  }

  private void make(Path root, Path folder, String name) throws IOException {
    DictValue tree = (DictValue) placed(data.get(name).orElseGet(DictValue::new), root);
    for (var entry : tree.entries().entrySet()) {
      String key = Text.str(entry.getKey());
      Path path = folder.resolve(key);
      Files.createDirectories(path.getParent());
      switch (entry.getValue()) {
        case DictValue options -> special(path, options);
        case None _ -> Files.createDirectories(path);
        default -> {
          Files.writeString(path, Text.str(entry.getValue()));
          permit(path, "rw-r--r--");
        }
      }
      if (key.endsWith("/")) {
        permit(path, "rwxr-xr-x");
      }
    }
  }

  private static void special(Path path, DictValue options) throws IOException {
    if (options.get("link").isPresent()) {
      Files.createSymbolicLink(path, Path.of(text(options, "link", "")));
      return;
    }
    if (options.get("content").isPresent()) {
      Files.writeString(path, text(options, "content", ""));
    } else {
      Files.createDirectories(path);
    }
    permit(path, text(options, "mode", "rw-r--r--"));
  }

  private static void permit(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }
}
