package dev.holdfast.engine.machine;

import dev.holdfast.language.json.JsonFormat;
import dev.holdfast.language.json.JsonReader;
import dev.holdfast.language.json.JsonWriter;
import dev.holdfast.transport.Payload;
import java.io.InputStream;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a simulated machine is asked to do, as one message: a line of JSON in place of a script,
/// and the contents that its records name, one behind the other, in place of the script's input.
///
/// @param probes answered after the steps
/// @param directory where commands run; empty for the user's home
/// @param environment of all commands
public record RecordRequest(
    List<Step> steps, List<Probe> probes, String directory, Map<String, String> environment) {
  public RecordRequest {
    steps = List.copyOf(steps);
    probes = List.copyOf(probes);
    environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
  }

  /// A message as it is sent.
  ///
  /// @param text one line
  public record Message(String text, Payload contents) {}

  public Message write() {
    RecordInputs inputs = new RecordInputs();
    Fields fields =
        Fields.kind("request")
            .withAll("steps", steps.stream().map(step -> StepRecords.write(step, inputs)).toList())
            .withAll(
                "probes", probes.stream().map(probe -> ProbeRecords.write(probe, inputs)).toList())
            .with("directory", directory)
            .with("environment", environment);
    return new Message(JsonWriter.write(fields.members(), JsonFormat.PLAIN), inputs.joined());
  }

  /// Reads a message.
  ///
  /// @throws MachineException when it is none
  public static RecordRequest read(String text, InputStream contents) {
    RecordInputs inputs = new RecordInputs(contents);
    Fields fields = Fields.of(JsonReader.read(text));
    return new RecordRequest(
        fields.objects("steps").stream().map(step -> StepRecords.read(step, inputs)).toList(),
        fields.objects("probes").stream().map(probe -> ProbeRecords.read(probe, inputs)).toList(),
        fields.text("directory"),
        fields.map("environment"));
  }
}
