package dev.holdfast.cli.common;

import dev.holdfast.engine.settings.Setting;
import dev.holdfast.engine.settings.Settings;
import dev.holdfast.language.vault.VaultException;
import dev.holdfast.language.vault.VaultSecret;
import dev.holdfast.language.vault.Vaults;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The passwords of vaults, from where the command line and the settings say they are: files,
/// programs that print them, or the person at the terminal.
public final class VaultSources {
  private static final String OLD_PROMPT = "prompt_ask_vault_pass";
  private static final int SMALLEST_PASSWORD = 1;

  private final Settings settings;
  private final Console console;
  private final Consumer<String> warnings;
  private final List<Vaults.Entry> found = new ArrayList<>();

  /// How passwords are asked for.
  ///
  /// @param fresh whether a password is chosen, and so asked for twice
  /// @param always whether to ask where no other source is named
  public record Asking(boolean fresh, boolean always) {
    /// For reading vaults in a run: only where `-J` says so.
    public static final Asking NEVER = new Asking(false, false);
  }

  public VaultSources(Settings settings, Console console, Consumer<String> warnings) {
    this.settings = settings;
    this.console = console;
    this.warnings = warnings;
  }

  /// The passwords of a run.
  public Vaults vaults(VaultOptions options) {
    List<String> ids = new ArrayList<>(settings.list(Setting.DEFAULT_VAULT_IDENTITY_LIST));
    ids.addAll(options.ids());
    return new Vaults(
        entries(ids, options.files(), options.ask(), Asking.NEVER),
        settings.bool(Setting.DEFAULT_VAULT_ID_MATCH));
  }

  /// The passwords in the order in which they are named.
  ///
  /// @param ids as `--vault-id` gives them
  public List<Vaults.Entry> entries(
      List<String> ids, List<String> files, boolean ask, Asking asking) {
    List<String> sources = new ArrayList<>(ids);
    String label = settings.text(Setting.DEFAULT_VAULT_IDENTITY);
    files.forEach(file -> sources.add(label + "@" + file));
    settings
        .optional(Setting.DEFAULT_VAULT_PASSWORD_FILE)
        .ifPresent(file -> sources.add(label + "@" + file));
    if (ask
        || settings.bool(Setting.DEFAULT_ASK_VAULT_PASS)
        || (sources.isEmpty() && asking.always())) {
      sources.add(label + "@" + OLD_PROMPT);
    }
    found.clear();
    Optional<CommandException> failure = Optional.empty();
    for (String source : sources) {
      try {
        found.add(entry(source, label, asking));
      } catch (CommandException problem) {
        failure = Optional.of(problem);
      }
    }
    if (found.isEmpty() && failure.isPresent()) {
      throw failure.get();
    }
    return List.copyOf(found);
  }

  private Vaults.Entry entry(String source, String fallback, Asking asking) {
    int at = source.indexOf('@');
    Optional<String> given = at < 0 ? Optional.empty() : Optional.of(source.substring(0, at));
    String label = given.filter(text -> !text.isEmpty()).orElse(fallback);
    String place = source.substring(at + 1);
    if (place.equals("prompt") || place.equals(OLD_PROMPT)) {
      try {
        return new Vaults.Entry(label, asked(label, place.equals(OLD_PROMPT), asking));
      } catch (CommandException problem) {
        warnings.accept(
            "Error in vault password prompt (%s): %s".formatted(label, problem.getMessage()));
        throw problem;
      }
    }
    try {
      return new Vaults.Entry(label, read(place, given));
    } catch (CommandException problem) {
      warnings.accept(
          "Error getting vault password file (%s): %s"
              .formatted(given.orElse("None"), problem.getMessage()));
      throw problem;
    }
  }

  private VaultSecret asked(String label, boolean old, Asking asking) {
    List<String> questions;
    if (asking.fresh()) {
      questions =
          old
              ? List.of("New Vault password: ", "Confirm New Vault password: ")
              : List.of(
                  "New vault password (" + label + "): ",
                  "Confirm new vault password (" + label + "): ");
    } else {
      questions = List.of(old ? "Vault password: " : "Vault password (" + label + "): ");
    }
    List<String> answers = new ArrayList<>();
    for (String question : questions) {
      answers.add(
          console
              .ask(question, true)
              .orElseThrow(
                  () -> CommandException.error("EOFError (ctrl-d) on prompt for (" + label + ")")));
    }
    String password = answers.getFirst().strip();
    if (password.length() < SMALLEST_PASSWORD) {
      throw CommandException.error("Invalid vault password was provided");
    }
    if (!answers.stream().allMatch(answers.getFirst()::equals)) {
      throw CommandException.error("Passwords do not match");
    }
    return VaultSecret.of(password);
  }

  private VaultSecret read(String source, Optional<String> label) {
    Path file = settings.userPath().resolve(source);
    if (!Files.exists(file)) {
      throw CommandException.error("The vault password file " + file + " was not found");
    }
    byte[] content;
    try {
      content = Files.isExecutable(file) ? run(file, label) : Files.readAllBytes(file);
    } catch (IOException e) {
      throw CommandException.error(
          "Could not read vault password file " + file + ": " + e.getMessage());
    }
    String password = decrypted(content, file).strip();
    if (password.isEmpty()) {
      throw CommandException.error("Invalid vault password was provided from file (" + file + ")");
    }
    return VaultSecret.of(password);
  }

  /// A password may itself be a vault of a password that came before it.
  private String decrypted(byte[] content, Path file) {
    String text = new String(content, StandardCharsets.UTF_8);
    if (!Vaults.isEncrypted(text.strip())) {
      return text;
    }
    try {
      return new Vaults(found, false).decrypt(text, Optional.of(file.toString()));
    } catch (VaultException problem) {
      throw CommandException.error(problem.message());
    }
  }

  private static byte[] run(Path program, Optional<String> label) throws IOException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    String name = String.valueOf(program.getFileName()).replaceFirst("\\.[^.]*$", "");
    if (name.endsWith("-client")) {
      label.ifPresent(id -> command.addAll(List.of("--vault-id", id)));
    }
    return PasswordFile.output(command, "Vault password script " + program)
        .getBytes(StandardCharsets.UTF_8);
  }
}
