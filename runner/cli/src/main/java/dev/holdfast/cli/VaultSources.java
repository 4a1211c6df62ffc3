package dev.holdfast.cli;

import dev.holdfast.engine.playbook.PlaybookException;
import dev.holdfast.engine.settings.Setting;
import dev.holdfast.engine.settings.Settings;
import dev.holdfast.language.vault.VaultSecret;
import dev.holdfast.language.vault.Vaults;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The passwords of vaults, from where the command line and the settings say they are: files,
/// programs that print them, or the person at the terminal.
final class VaultSources {
  private static final String DEFAULT_ID = "default";

  private final Settings settings;
  private final Console console;

  VaultSources(Settings settings, Console console) {
    this.settings = settings;
    this.console = console;
  }

  Vaults vaults(PlaybookOptions options) {
    List<Vaults.Entry> entries = new ArrayList<>();
    List<String> ids = new ArrayList<>(settings.list(Setting.DEFAULT_VAULT_IDENTITY_LIST));
    ids.addAll(options.vaultIds());
    for (String id : ids) {
      int at = id.indexOf('@');
      String label = at > 0 ? id.substring(0, at) : DEFAULT_ID;
      entries.add(entry(label, id.substring(at + 1)));
    }
    List<String> files = new ArrayList<>(options.vaultPasswordFiles());
    settings
        .optional(Setting.DEFAULT_VAULT_PASSWORD_FILE)
        .filter(_ -> files.isEmpty())
        .ifPresent(files::add);
    files.forEach(file -> entries.add(entry(DEFAULT_ID, file)));
    if (options.askVaultPass()) {
      entries.add(entry(DEFAULT_ID, "prompt"));
    }
    return new Vaults(entries, settings.bool(Setting.DEFAULT_VAULT_ID_MATCH));
  }

  private Vaults.Entry entry(String label, String source) {
    String password =
        source.equals("prompt") || source.equals("prompt_ask_vault_pass")
            ? asked(label)
            : read(source, label);
    if (password.isEmpty()) {
      throw new PlaybookException(
          "Invalid vault password was provided from " + source + ": it is empty");
    }
    return new Vaults.Entry(label, VaultSecret.of(password));
  }

  private String asked(String label) {
    String question =
        label.equals(DEFAULT_ID) ? "Vault password: " : "Vault password (" + label + "): ";
    return console
        .prompter()
        .ask(question, true)
        .orElseThrow(() ->
            new PlaybookException("A vault password must be typed, and nobody is at the terminal"));
  }

  private String read(String source, String label) {
    Path file = settings.userPath().resolve(source);
    if (!Files.exists(file)) {
      throw new PlaybookException("The vault password file " + file + " was not found");
    }
    try {
      String text = Files.isExecutable(file) ? run(file, label) : Files.readString(file);
      return text.strip();
    } catch (IOException e) {
      throw new PlaybookException(
          "Could not read vault password file " + file + ": " + e.getMessage());
    }
  }

  private static String run(Path program, String label) throws IOException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    if (program.getFileName().toString().replaceFirst("\\.[^.]*$", "").endsWith("-client")) {
      command.addAll(List.of("--vault-id", label));
    }
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      int status = process.waitFor();
      if (status != 0) {
        throw new PlaybookException(
            "Vault password script " + program + " returned non-zero (" + status + ")");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return text;
  }
}
