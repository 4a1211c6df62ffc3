package dev.holdfast.modules;

import dev.holdfast.engine.machine.Machine;
import dev.holdfast.engine.module.Context;
import dev.holdfast.engine.module.ControllerFiles;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.engine.module.ModuleRunner;
import dev.holdfast.engine.module.Templar;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Value;
import dev.holdfast.transport.Payload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What the engine gives to a module, as far as the cases need it.
record CaseContext(
    Machine machine, boolean checkMode, boolean diffMode, Path controller, DictValue variables)
    implements Context {
  @Override
  public int verbosity() {
    return 0;
  }

  @Override
  public Map<String, String> environment() {
    return Map.of();
  }

  @Override
  public ControllerFiles files() {
    return new Folder(controller);
  }

  /// Templates of the cases have variables of the form `{{ name }}` only.
  @Override
  public Templar templar() {
    return new Templar() {
      @Override
      public String renderFile(Path source, byte[] content, String target, Settings settings) {
        return Text.replace(new String(content, StandardCharsets.UTF_8), variables);
      }

      @Override
      public Value render(String text, Map<String, Value> more) {
        return Str.of(Text.replace(text, variables));
      }
    };
  }

  /// The one thing that the double of the templar can do.
  private static final class Text {
    static String replace(String text, DictValue variables) {
      String result = text;
      for (Map.Entry<Value, Value> entry : variables.entries().entrySet()) {
        result =
            result.replace(
                "{{ " + dev.holdfast.language.value.Text.str(entry.getKey()) + " }}",
                dev.holdfast.language.value.Text.str(entry.getValue()));
      }
      return result;
    }
  }

  @Override
  public Optional<Value> variable(String name) {
    return variables.get(name);
  }

  @Override
  public ModuleResult call(String module, DictValue arguments) {
    return ModuleRunner.run(Modules.named(module).orElseThrow(), module, arguments, this).result();
  }

  @Override
  public void reconnect() {}

  @Override
  public Clock clock() {
    return Clock.systemUTC();
  }

  @Override
  public void sleep(Duration duration) {
    throw new IllegalStateException("No case waits");
  }

  private record Folder(Path root) implements ControllerFiles {
    @Override
    public Path find(String folder, String name) {
      return root.resolve(name);
    }

    @Override
    public byte[] read(Path path, boolean decrypt) throws IOException {
      return Files.readAllBytes(path);
    }

    @Override
    public Payload payload(Path path, boolean decrypt) throws IOException {
      return Payload.of(Files.readAllBytes(path));
    }

    @Override
    public List<String> walk(Path folder) throws IOException {
      try (Stream<Path> all = Files.walk(folder)) {
        return all.filter(path -> !path.equals(folder))
            .map(path -> folder.relativize(path) + (Files.isDirectory(path) ? "/" : ""))
            .sorted()
            .toList();
      }
    }

    @Override
    public void write(Path path, byte[] content) throws IOException {
      Files.createDirectories(path.getParent());
      Files.write(path, content);
    }

    @Override
    public Optional<byte[]> existing(Path path) throws IOException {
      return Files.isRegularFile(path) ? Optional.of(Files.readAllBytes(path)) : Optional.empty();
    }

    @Override
    public Path resolve(String path) {
      return root.resolve(path);
    }
  }
}
