package dev.holdfast.engine.machine;

/// Commands as JSON objects, and back.
final class CommandRecords {
  private CommandRecords() {}

  static Fields write(Command command, RecordInputs inputs) {
    Fields fields =
        switch (command.program()) {
          case Command.Program.Argv(var words, var expand) ->
              Fields.kind("argv").with("words", words).with("expand", expand);
          case Command.Program.Text(String shell, String text) ->
              Fields.kind("text").with("shell", shell).with("text", text);
        };
    fields.with("directory", command.directory()).with("environment", command.environment());
    command.input().ifPresent(input -> inputs.put(fields, input));
    return fields;
  }

  static Command read(Fields fields, RecordInputs inputs) {
    Command.Program program =
        switch (fields.kind()) {
          case "argv" -> new Command.Program.Argv(fields.texts("words"), fields.flag("expand"));
          case "text" -> new Command.Program.Text(fields.text("shell"), fields.text("text"));
          default -> throw Fields.broken("a known program, but " + fields.kind());
        };
    return new Command(
        program, inputs.maybe(fields), fields.text("directory"), fields.map("environment"));
  }
}
