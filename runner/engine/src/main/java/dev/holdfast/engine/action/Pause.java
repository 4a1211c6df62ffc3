package dev.holdfast.engine.action;

import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/// `pause`: waits for a time, or for the user.
final class Pause {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);

  private Pause() {}

  static Action.Outcome run(ActionContext context) {
    Arguments.allow(context, "echo", "minutes", "seconds", "prompt");
    DictValue arguments = context.arguments();
    if (arguments.get("minutes").isPresent() && arguments.get("seconds").isPresent()) {
      throw ModuleFailure.of("parameters are mutually exclusive: minutes|seconds");
    }
    boolean echo = Arguments.flag(arguments, "echo", true);
    Optional<Long> minutes =
        arguments.get("minutes").map(value -> Arguments.number(context, "minutes", value));
    Optional<Long> seconds =
        minutes
            .map(number -> number * 60)
            .or(() -> arguments.get("seconds").map(v -> Arguments.number(context, "seconds", v)));
    Clock clock = context.modules().clock();
    Instant start = clock.instant();
    String input = seconds.isPresent() ? timed(context, seconds.get(), echo) : asked(context, echo);
    Duration taken = Duration.between(start, clock.instant());
    boolean inMinutes = minutes.isPresent() || seconds.isEmpty();
    double amount = inMinutes ? taken.toMillis() / 60_000.0 : taken.toMillis() / 1000.0;
    ModuleResult result =
        ModuleResult.changed(false)
            .with("rc", 0)
            .with("stderr", "")
            .with(
                "stdout",
                String.format(
                    Locale.ROOT,
                    "Paused for %s %s",
                    Double.toString(Math.round(amount * 100) / 100.0),
                    inMinutes ? "minutes" : "seconds"))
            .with("start", stamp(start))
            .with("stop", stamp(clock.instant()))
            .with("delta", Int.of(taken.toSeconds()))
            .with("echo", echo)
            .with("user_input", input);
    return Action.Outcome.of(result);
  }

  private static String stamp(Instant instant) {
    return LocalDateTime.ofInstant(instant, ZoneId.systemDefault()).format(STAMP);
  }

  private static String timed(ActionContext context, long seconds, boolean echo) {
    long wait = Math.max(1, seconds);
    context.project().say("Pausing for " + wait + " seconds" + (echo ? "" : " (output is hidden)"));
    context.project().say("(ctrl+C then 'C' = continue early, ctrl+C then 'A' = abort)\r");
    Arguments.text(context.arguments(), "prompt")
        .ifPresent(text -> context.project().say(prompt(context, text, echo)));
    context.modules().sleep(Duration.ofSeconds(wait));
    return "";
  }

  private static String asked(ActionContext context, boolean echo) {
    String text =
        Arguments.text(context.arguments(), "prompt")
            .filter(given -> !given.isEmpty())
            .orElse("Press enter to continue, Ctrl+C to interrupt");
    Optional<String> input = context.project().ask(prompt(context, text, echo), !echo);
    if (input.isEmpty()) {
      context.project().warn("Not waiting for response to prompt as stdin is not interactive");
    }
    return input.orElse("");
  }

  private static String prompt(ActionContext context, String text, boolean echo) {
    return "["
        + context.task().name().strip()
        + "]\n"
        + text
        + (echo ? "" : " (output is hidden)")
        + ":";
  }
}
