package dev.holdfast.cli.output;

import dev.holdfast.engine.event.Event;
import dev.holdfast.engine.event.EventSink;
import dev.holdfast.engine.settings.Setting;
import dev.holdfast.engine.settings.Settings;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Everything that listens to a run: what the user sees, and what the settings enable besides.
public final class Outputs implements AutoCloseable {
  private final Screen screen;
  private final EventSink main;
  private final List<EventSink> others;

  /// What the terminal can do.
  ///
  /// @param plain whether the environment forbids colours
  public record Terminal(boolean present, boolean plain, int columns) {}

  /// What is asked for.
  ///
  /// @param callback the name of what prints the run
  /// @param ours whether the name came with an option of ours, where `json` is one event a line
  /// @param progress whether a live line is wanted
  public record Request(
      PrintStream out,
      PrintStream err,
      Settings settings,
      Terminal terminal,
      int verbosity,
      boolean check,
      String callback,
      boolean ours,
      boolean progress) {}

  private Outputs(Screen screen, EventSink main, List<EventSink> others) {
    this.screen = screen;
    this.main = main;
    this.others = List.copyOf(others);
  }

  public static Outputs open(Request request) {
    Settings settings = request.settings();
    boolean colours =
        !request.terminal().plain()
            && (request.terminal().present() || settings.bool(Setting.ANSIBLE_FORCE_COLOR));
    Optional<LogFile> log =
        settings
            .optional(Setting.DEFAULT_LOG_PATH)
            .flatMap(path -> LogFile.open(Path.of(path), Clock.systemUTC()));
    Screen screen =
        new Screen(
            request.out(),
            request.err(),
            colours ? Optional.of(Palette.of(settings)) : Optional.empty(),
            request.terminal().columns(),
            log);
    if (log.isEmpty() && settings.optional(Setting.DEFAULT_LOG_PATH).isPresent()) {
      screen.error(
          "[WARNING]: log file at %s is not writeable and we cannot create it, aborting\n"
              .formatted(settings.text(Setting.DEFAULT_LOG_PATH)),
          Screen.Colour.NONE);
    }
    EventSink main = new DefaultOutput(screen, options(request));
    return new Outputs(screen, main, new ArrayList<>());
  }

  static DefaultOutput.Options options(Request request) {
    Settings settings = request.settings();
    return new DefaultOutput.Options(
        request.verbosity(),
        settings.bool(Setting.DISPLAY_SKIPPED_HOSTS),
        settings.bool(Setting.DISPLAY_OK_HOSTS),
        settings.bool(Setting.DISPLAY_FAILED_STDERR),
        settings.bool(Setting.SHOW_TASK_PATH_ON_FAILURE),
        settings.bool(Setting.CHECK_MODE_MARKERS),
        settings.bool(Setting.DISPLAY_ARGS_TO_STDOUT),
        settings.bool(Setting.SHOW_CUSTOM_STATS),
        settings.bool(Setting.SHOW_PER_HOST_START),
        request.check(),
        settings.text(Setting.CALLBACK_RESULT_FORMAT).equals("yaml"),
        settings
            .optional(Setting.CALLBACK_FORMAT_PRETTY)
            .map(_ -> settings.bool(Setting.CALLBACK_FORMAT_PRETTY)),
        settings.number(Setting.DIFF_CONTEXT));
  }

  /// Where lines go.
  public Screen screen() {
    return screen;
  }

  /// Who listens to the run.
  public EventSink sink() {
    return this::tell;
  }

  private void tell(Event event) {
    main.on(event);
    others.forEach(sink -> sink.on(event));
  }

  public void warn(String text) {
    screen.warning(text);
  }

  @Override
  public void close() {
    screen.close();
  }
}
