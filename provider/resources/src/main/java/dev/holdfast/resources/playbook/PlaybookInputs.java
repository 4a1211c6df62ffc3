package dev.holdfast.resources.playbook;

import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import dev.holdfast.resources.tree.Trees;
import dev.holdfast.resources.work.Fingerprint;
import dev.holdfast.resources.work.StepFailure;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a run is made from, and the sum that decides whether it runs again.
///
/// @param object the resource as planned or stored; nothing that counts is unknown
record PlaybookInputs(Value.Obj object) {

  /// Attributes whose values count as they stand.
  private static final List<String> COUNTED =
      List.of(
          "playbook",
          "role",
          "limit",
          "extra_vars",
          "extra_vars_wo_version",
          "tags",
          "skip_tags",
          "triggers");

  /// Whether all that counts is known.
  static boolean known(Value.Obj object) {
    return COUNTED.stream().map(object::get).allMatch(Value::isWhollyKnown)
        && List.of("project", "role_paths", "hosts", "inventory").stream()
            .map(object::get)
            .allMatch(Value::isWhollyKnown);
  }

  /// The playbook or role as messages call it.
  String thing() {
    return text("playbook")
        .map(name -> "playbook " + name)
        .or(() -> text("role").map(name -> "role " + name))
        .orElse("playbook (not known yet)");
  }

  /// The file of the playbook, if it is one.
  Optional<java.nio.file.Path> playbook() {
    return text("playbook").map(PlaybookInputs::file);
  }

  /// The folder of the role, if it is one.
  Optional<java.nio.file.Path> role() {
    return text("role").map(PlaybookInputs::file);
  }

  java.nio.file.Path project() {
    return text("project")
        .map(PlaybookInputs::file)
        .or(() -> playbook().map(PlaybookInputs::above))
        .or(() -> role().map(PlaybookInputs::above))
        .orElseGet(() -> file("."));
  }

  private static java.nio.file.Path above(java.nio.file.Path file) {
    return file.resolve("..").normalize();
  }

  List<java.nio.file.Path> rolePaths() {
    return texts("role_paths").stream().map(PlaybookInputs::file).toList();
  }

  List<java.nio.file.Path> inventory() {
    return texts("inventory").stream().map(PlaybookInputs::file).toList();
  }

  Map<String, Value> hosts() {
    return Trees.elements(object.get("hosts"));
  }

  Optional<String> text(String name) {
    return Values.string(object.get(name));
  }

  List<String> texts(String name) {
    return object.get(name).parts().stream().flatMap(each -> Values.string(each).stream()).toList();
  }

  boolean flag(String name) {
    return Values.bool(object.get(name)).orElse(false);
  }

  private static java.nio.file.Path file(String name) {
    return java.nio.file.Path.of(name).toAbsolutePath().normalize();
  }

  /// Complains about what is not there.
  void check() {
    playbook()
        .filter(file -> !Files.isRegularFile(file))
        .ifPresent(file -> missing("playbook", file));
    role().filter(folder -> !Files.isDirectory(folder)).ifPresent(file -> missing("role", file));
    text("project")
        .map(PlaybookInputs::file)
        .filter(folder -> !Files.isDirectory(folder))
        .ifPresent(file -> missing("project", file));
    for (java.nio.file.Path folder : rolePaths()) {
      if (!Files.isDirectory(folder)) {
        missing("role_paths", folder);
      }
    }
  }

  private static void missing(String name, java.nio.file.Path file) {
    throw StepFailure.of(
        Path.of(name),
        "No such file or folder",
        "There is no " + file + ", which " + name + " names.");
  }

  /// Whether inventories that other resources write are there already.
  boolean complete() {
    return inventory().stream().allMatch(Files::exists);
  }

  /// The sum over everything that counts. Passwords, keys and ways to hosts do not: they change
  /// nothing that a run does.
  String sum() {
    var sum = new Fingerprint();
    COUNTED.forEach(name -> ValueSum.add(sum.apart(name), object.get(name)));
    hosts()
        .forEach((name, host) -> {
          Value ssh = Values.attribute(host, "ssh");
          sum.apart("host").apart(name);
          List.of(
                  Values.attribute(ssh, "host"),
                  Values.attribute(ssh, "port"),
                  Values.attribute(host, "groups"),
                  Values.attribute(host, "vars"))
              .forEach(each -> ValueSum.add(sum, each));
        });
    List<java.nio.file.Path> folders = new ArrayList<>(List.of(project()));
    role().ifPresent(folders::add);
    folders.addAll(rolePaths());
    folders.addAll(inventory());
    folders.forEach(folder -> ProjectSum.add(sum.apart("folder"), folder));
    return sum.digits(32);
  }
}
