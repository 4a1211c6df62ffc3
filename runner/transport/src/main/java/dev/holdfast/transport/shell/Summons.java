package dev.holdfast.transport.shell;

import dev.holdfast.transport.Become;
import dev.holdfast.transport.TransportException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The command line that starts the far end of a shell as some user.
///
/// @param commandLine for whatever login shell the machine has
/// @param greeting the text by which the far end opens
/// @param prompt what a question for the password looks like; nothing that is not asked so is
///   answered
/// @param late what is sent when the far end asks for it, where it cannot be in the command line
record Summons(String commandLine, String greeting, Pattern prompt, Optional<Late> late) {
  /// The far end's own program, sent over standard input.
  ///
  /// @param ready the text by which it is asked for
  record Late(String ready, String program) {}

  /// How a shell greets, before its random part; a lab machine knows us by it.
  static final String GREETING = "holdfast-shell-1-";

  private static final String LOOP = loop();
  private static final Pattern NEVER = Pattern.compile("(?!)");

  /// What PAM and BusyBox ask, at the end of the output. The program is asked to speak English, but
  /// a module may have a language of its own.
  private static final Pattern PASSWORD =
      Pattern.compile(
          "(?iu)(?:password|passwort|passwd|mot de passe|contrase.a|senha|parola|parool|wachtwoord|has.o"
              + "|heslo|geslo|lozinka|l.senord|adgangskode|passord|salasana|jelsz.|.ifre|пароль|пароля"
              + "|парола|лозинка|κωδικός|סיסמה|كلمة|パスワード|密码|密碼|암호|비밀번호)[^\\n]*[:：]\\s*\\z");

  private static final Pattern NO_QUESTIONS =
      Pattern.compile("(?<=\\s|^)(-n|--non-interactive)(?=\\s|$)");

  /// With these sudo hands the command to a shell, and leaves dollar signs in it to that shell.
  private static final Pattern THROUGH_A_SHELL =
      Pattern.compile("(?<=\\s|^)(-[A-Za-z]*[is]|--login|--shell)(?=\\s|$)");

  static Summons of(Become become, boolean terminal) {
    String greeting = Marks.next(GREETING);
    String arguments = " /bin/sh " + greeting + (terminal ? " tty" : " pipe");
    String shell = "/bin/sh -c " + Sh.quote(LOOP) + arguments;
    return switch (become) {
      case Become.Login() -> new Summons("exec " + shell, greeting, NEVER, Optional.empty());
      case Become.Other other -> other(other, greeting, shell, arguments);
    };
  }

  private static Summons other(
      Become.Other become, String greeting, String shell, String arguments) {
    String program = become.executable().isBlank() ? become.method() : become.executable();
    String user = Sh.quote(become.user().isBlank() ? "root" : become.user());
    // A program that must not ask could not be told apart from one that refuses, in any language.
    String flags = NO_QUESTIONS.matcher(become.flags()).replaceAll("").strip();
    return switch (become.method()) {
      case "sudo" -> {
        String question = Marks.next("holdfast-password-");
        Optional<Late> late =
            THROUGH_A_SHELL.matcher(flags).find()
                ? Optional.of(new Late(Marks.next("holdfast-ready-"), LOOP))
                : Optional.empty();
        yield new Summons(
            "exec %s %s -S -p %s -u %s %s"
                .formatted(
                    program,
                    flags.isEmpty() ? "-H" : flags,
                    question,
                    user,
                    late.map(later -> waiting(later) + arguments).orElse(shell)),
            greeting,
            Pattern.compile(question),
            late);
      }
      case "su" ->
          new Summons(
              english(
                  "exec %s %s %s -c %s".formatted(program, flags, user, Sh.quote("exec " + shell))),
              greeting,
              PASSWORD,
              Optional.empty());
      case "doas" ->
          new Summons(
              english("exec %s %s -u %s %s".formatted(program, flags, user, shell)),
              greeting,
              PASSWORD,
              Optional.empty());
      default ->
          throw new TransportException(
              TransportException.Reason.CONFIGURATION,
              ("Invalid become method specified, could not find matching plugin: '%s'. Use"
                      + " `ansible-doc -t become -l` to list available plugins.")
                  .formatted(become.method()));
    };
  }

  private static String waiting(Late late) {
    int length = late.program().getBytes(StandardCharsets.UTF_8).length;
    return "/bin/sh -c "
        + Sh.quote("echo %s; eval \"`head -c %d`\"".formatted(late.ready(), length));
  }

  private static String english(String command) {
    return "exec /bin/sh -c "
        + Sh.quote("_HF_LC=${LC_ALL-}; LC_ALL=C; export _HF_LC LC_ALL; " + command);
  }

  private static String loop() {
    try (InputStream text = Summons.class.getResourceAsStream("loop.sh")) {
      return new String(Objects.requireNonNull(text).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .collect(Collectors.joining(" "));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
