package dev.holdfast.cli.output;

import dev.holdfast.engine.event.EventSink;
import dev.holdfast.engine.settings.Setting;
import dev.holdfast.engine.settings.Settings;
import java.time.Clock;

/// What prints the run, by the name of Ansible's callback.
final class StdoutOutputs {
  private StdoutOutputs() {}

  static EventSink named(Outputs.Request request, Screen screen) {
    Settings settings = request.settings();
    boolean yaml = settings.text(Setting.CALLBACK_RESULT_FORMAT).equals("yaml");
    ResultText.Form form = yaml ? ResultText.Form.YAML : ResultText.Form.JSON;
    String name = shortName(request.callback());
    return switch (name) {
      case "default" -> classic(request, screen, form);
      case "yaml" -> classic(request, screen, ResultText.Form.YAML_LINES);
      case "debug" -> classic(request, screen, ResultText.Form.STREAMS_APART);
      case "minimal" -> new MinimalOutput(screen, options(request, form));
      case "oneline" -> new OnelineOutput(screen, options(request, ResultText.Form.JSON));
      case "json" ->
          request.ours()
              ? new EventLines(screen, Clock.systemUTC())
              : new JsonOutput(screen, jsonOptions(request), Clock.systemUTC());
      case "null", "" -> new QuietOutput(screen);
      default -> {
        screen.warning(
            "Callback '%s' is not served here, using 'default': there are default, minimal, oneline, yaml, debug, json and null"
                .formatted(request.callback()));
        yield classic(request, screen, form);
      }
    };
  }

  /// The name without the collections that it may stand in.
  static String shortName(String name) {
    return name.replaceFirst("^(ansible\\.(builtin|legacy|posix)|community\\.general)\\.", "");
  }

  private static EventSink classic(Outputs.Request request, Screen screen, ResultText.Form form) {
    return new DefaultOutput(screen, options(request, form));
  }

  private static JsonOutput.Options jsonOptions(Outputs.Request request) {
    String indent = request.environment().getOrDefault("ANSIBLE_JSON_INDENT", "4");
    return new JsonOutput.Options(
        indent.matches("[0-9]{1,3}") ? Integer.parseInt(indent) : 0,
        request.settings().bool(Setting.SHOW_CUSTOM_STATS));
  }

  static DefaultOutput.Options options(Outputs.Request request, ResultText.Form form) {
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
        form,
        settings
            .optional(Setting.CALLBACK_FORMAT_PRETTY)
            .map(_ -> settings.bool(Setting.CALLBACK_FORMAT_PRETTY)),
        settings.number(Setting.DIFF_CONTEXT),
        settings.bool(Setting.ACTION_WARNINGS));
  }
}
