package dev.holdfast.engine.machine;

import java.util.List;
import java.util.Optional;

/// Steps as JSON objects, and back.
final class StepRecords {
  private StepRecords() {}

  static Fields write(Step step, RecordInputs inputs) {
    return switch (step) {
      case Step.Run(Command command, boolean required) ->
          Fields.kind("run")
              .with("command", CommandRecords.write(command, inputs))
              .with("required", required);
      case Step.GuardedRun(var command, var creates, var removes) ->
          Fields.kind("guarded_run")
              .with("command", CommandRecords.write(command, inputs))
              .with("creates", creates)
              .with("removes", removes);
      case Step.RunProgram program -> program(program, inputs);
      case Step.Write write -> write(write, inputs);
      case Step.Install install -> install(install);
      case Step.Duplicate(String source, String path) ->
          Fields.kind("duplicate").with("source", source).with("path", path);
      case Step.MakeDirectory(String path, Step.Access access) ->
          Fields.kind("make_directory").with("path", path).with("access", access(access));
      case Step.Link(String target, String path, boolean symbolic) ->
          Fields.kind("link").with("target", target).with("path", path).with("symbolic", symbolic);
      case Step.Remove(String path) -> Fields.kind("remove").with("path", path);
      case Step.Move(String source, String path) ->
          Fields.kind("move").with("source", source).with("path", path);
      case Step.SetAccess(List<String> paths, Step.Access access) ->
          Fields.kind("set_access").with("paths", paths).with("access", access(access));
      case Step.SetAttributes(String path, String flags) ->
          Fields.kind("set_attributes").with("path", path).with("flags", flags);
      case Step.SetContext(String path, String context) ->
          Fields.kind("set_context").with("path", path).with("context", context);
      case Step.Touch(var path, var accessed, var modified, var create) ->
          Fields.kind("touch")
              .with("path", path)
              .with("accessed", accessed)
              .with("modified", modified)
              .with("create", create);
    };
  }

  static Step read(Fields fields, RecordInputs inputs) {
    return switch (fields.kind()) {
      case "run" -> new Step.Run(command(fields, inputs), fields.flag("required"));
      case "guarded_run" ->
          new Step.GuardedRun(
              command(fields, inputs), fields.maybe("creates"), fields.maybe("removes"));
      case "run_program" -> program(fields, inputs);
      case "write" ->
          new Step.Write(
              fields.text("path"),
              inputs.must(fields),
              access(fields.object("access")),
              validate(fields),
              fields.flag("unsafe"));
      case "install" ->
          new Step.Install(
              fields.text("source"),
              fields.text("path"),
              access(fields.object("access")),
              validate(fields),
              fields.flag("unsafe"),
              fields.flag("move"));
      case "duplicate" -> new Step.Duplicate(fields.text("source"), fields.text("path"));
      case "make_directory" ->
          new Step.MakeDirectory(fields.text("path"), access(fields.object("access")));
      case "link" ->
          new Step.Link(fields.text("target"), fields.text("path"), fields.flag("symbolic"));
      case "remove" -> new Step.Remove(fields.text("path"));
      case "move" -> new Step.Move(fields.text("source"), fields.text("path"));
      case "set_access" ->
          new Step.SetAccess(fields.texts("paths"), access(fields.object("access")));
      case "set_attributes" -> new Step.SetAttributes(fields.text("path"), fields.text("flags"));
      case "set_context" -> new Step.SetContext(fields.text("path"), fields.text("context"));
      case "touch" ->
          new Step.Touch(
              fields.text("path"),
              fields.maybe("accessed"),
              fields.maybe("modified"),
              fields.flag("create"));
      default -> throw Fields.broken("a known step, but " + fields.kind());
    };
  }

  private static Command command(Fields fields, RecordInputs inputs) {
    return CommandRecords.read(fields.object("command"), inputs);
  }

  private static Fields program(Step.RunProgram program, RecordInputs inputs) {
    Fields fields =
        Fields.kind("run_program")
            .with("name", program.name())
            .with("arguments", program.arguments())
            .with("interpreter", program.interpreter())
            .with("directory", program.directory())
            .with("creates", program.creates())
            .with("removes", program.removes());
    inputs.put(fields, program.content());
    return fields;
  }

  private static Step program(Fields fields, RecordInputs inputs) {
    return new Step.RunProgram(
        fields.text("name"),
        inputs.must(fields),
        fields.text("arguments"),
        fields.text("interpreter"),
        fields.text("directory"),
        fields.maybe("creates"),
        fields.maybe("removes"));
  }

  private static Fields write(Step.Write write, RecordInputs inputs) {
    Fields fields =
        Fields.kind("write")
            .with("path", write.path())
            .with("access", access(write.access()))
            .with("unsafe", write.unsafe());
    write.validate().ifPresent(words -> fields.with("validate", words));
    inputs.put(fields, write.content());
    return fields;
  }

  private static Fields install(Step.Install install) {
    Fields fields =
        Fields.kind("install")
            .with("source", install.source())
            .with("path", install.path())
            .with("access", access(install.access()))
            .with("unsafe", install.unsafe())
            .with("move", install.move());
    install.validate().ifPresent(words -> fields.with("validate", words));
    return fields;
  }

  private static Optional<List<String>> validate(Fields fields) {
    return fields.has("validate") ? Optional.of(fields.texts("validate")) : Optional.empty();
  }

  private static Fields access(Step.Access access) {
    Fields fields = Fields.kind("access");
    access.mode().ifPresent(mode -> fields.with("mode", mode));
    return fields.with("owner", access.owner()).with("group", access.group());
  }

  private static Step.Access access(Fields fields) {
    return new Step.Access(
        fields.has("mode") ? Optional.of((int) fields.number("mode")) : Optional.empty(),
        fields.maybe("owner"),
        fields.maybe("group"));
  }
}
