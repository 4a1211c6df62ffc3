package dev.holdfast.engine.machine;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Probes as JSON objects, and back.
final class ProbeRecords {
  private ProbeRecords() {}

  static Fields write(Probe probe, RecordInputs inputs) {
    return switch (probe) {
      case Probe.Stat stat -> stat(stat);
      case Probe.ReadFile(String path) -> Fields.kind("read_file").with("path", path);
      case Probe.Exists(String path) -> Fields.kind("exists").with("path", path);
      case Probe.Glob(String directory, String pattern) ->
          Fields.kind("glob").with("directory", directory).with("pattern", pattern);
      case Probe.Which(String program) -> Fields.kind("which").with("program", program);
      case Probe.User(String name) -> Fields.kind("user").with("name", name);
      case Probe.Group(String name) -> Fields.kind("group").with("name", name);
      case Probe.Expand(String text) -> Fields.kind("expand").with("text", text);
      case Probe.Umask() -> Fields.kind("umask");
      case Probe.Find find -> find(find);
      case Probe.Query(Command command) ->
          Fields.kind("query").with("command", CommandRecords.write(command, inputs));
    };
  }

  static Probe read(Fields fields, RecordInputs inputs) {
    return switch (fields.kind()) {
      case "stat" ->
          new Probe.Stat(
              fields.text("path"),
              fields.flag("follow"),
              fields.maybe("digest").map(name -> Digest.valueOf(name.toUpperCase(Locale.ROOT))),
              fields.flag("mime"),
              fields.flag("attributes"));
      case "read_file" -> new Probe.ReadFile(fields.text("path"));
      case "exists" -> new Probe.Exists(fields.text("path"));
      case "glob" -> new Probe.Glob(fields.text("directory"), fields.text("pattern"));
      case "which" -> new Probe.Which(fields.text("program"));
      case "user" -> new Probe.User(fields.text("name"));
      case "group" -> new Probe.Group(fields.text("name"));
      case "expand" -> new Probe.Expand(fields.text("text"));
      case "umask" -> new Probe.Umask();
      case "find" ->
          new Probe.Find(
              fields.texts("paths"),
              fields.has("maximum")
                  ? Optional.of((int) fields.number("maximum"))
                  : Optional.empty(),
              fields.texts("criteria"),
              fields.flag("follow"));
      case "query" -> new Probe.Query(CommandRecords.read(fields.object("command"), inputs));
      default -> throw Fields.broken("a known probe, but " + fields.kind());
    };
  }

  private static Fields stat(Probe.Stat stat) {
    return Fields.kind("stat")
        .with("path", stat.path())
        .with("follow", stat.follow())
        .with("digest", stat.digest().map(digest -> digest.name().toLowerCase(Locale.ROOT)))
        .with("mime", stat.mime())
        .with("attributes", stat.attributes());
  }

  private static Fields find(Probe.Find find) {
    List<String> criteria = find.criteria();
    Fields fields = Fields.kind("find").with("paths", find.paths()).with("criteria", criteria);
    find.maximum().ifPresent(maximum -> fields.with("maximum", maximum));
    return fields.with("follow", find.follow());
  }
}
