package dev.holdfast.cli.vault;

import dev.holdfast.cli.common.CommandException;
import dev.holdfast.cli.common.CommonOptions;
import dev.holdfast.cli.common.Console;
import dev.holdfast.cli.common.Declared;
import dev.holdfast.cli.common.Guard;
import dev.holdfast.cli.common.Options;
import dev.holdfast.cli.common.VaultOptions;
import dev.holdfast.cli.common.VaultSources;
import dev.holdfast.engine.settings.Setting;
import dev.holdfast.engine.settings.Settings;
import dev.holdfast.language.vault.VaultException;
import dev.holdfast.language.vault.Vaults;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `holdfast vault`: encrypts and decrypts as `ansible-vault` does.
@Command(
    name = "vault",
    addMethodSubcommands = false,
    description = {
      "Encrypts and decrypts files and texts with a password.",
      "ACTION is create, decrypt, edit, view, encrypt, encrypt_string or rekey."
    })
public final class VaultCommand implements Callable<Integer>, Declared {
  private static final Set<String> ACTIONS =
      Set.of("create", "decrypt", "edit", "view", "encrypt", "encrypt_string", "rekey");
  private static final Set<String> NEW_PASSWORD = Set.of("create", "encrypt", "encrypt_string");
  private static final String NONE = "A vault password is required to use Ansible's Vault";

  private final Console console;
  private final VaultFiles files;

  @Spec private CommandSpec spec = CommandSpec.create();
  private final Options shared = new Options();
  private final CommonOptions common = new CommonOptions(shared);
  private final VaultOptions vault = new VaultOptions(shared);

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "where encrypt, decrypt and encrypt_string write; - prints")
  private Optional<String> output = Optional.empty();

  @Option(
      names = "--encrypt-vault-id",
      paramLabel = "ID",
      description = "which of several passwords encrypts")
  private Optional<String> encryptId = Optional.empty();

  @Option(
      names = "--new-vault-id",
      paramLabel = "ID@SOURCE",
      description = "rekey: the new password")
  private Optional<String> newId = Optional.empty();

  @Option(
      names = "--new-vault-password-file",
      paramLabel = "FILE",
      description = "rekey: file or program with the new password")
  private Optional<String> newFile = Optional.empty();

  @Option(
      names = {"-n", "--name"},
      description = "encrypt_string: name of the variable")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--stdin-name",
      paramLabel = "NAME",
      description = "encrypt_string: name of the variable for standard input")
  private Optional<String> stdinName = Optional.empty();

  @Option(
      names = {"-p", "--prompt"},
      description = "encrypt_string: ask for the text")
  private boolean prompt;

  @Option(names = "--show-input", description = "encrypt_string: show what is typed")
  private boolean showInput;

  @Parameters(index = "0", arity = "1", paramLabel = "ACTION", description = "what to do")
  private String action = "";

  @Parameters(index = "1..*", paramLabel = "FILE", description = "files, or texts to encrypt")
  private List<String> words = new ArrayList<>();

  public VaultCommand(Console console) {
    this.console = console;
    this.files = new VaultFiles(console);
  }

  @Override
  public Options options() {
    return shared;
  }

  @Override
  public Integer call() throws InterruptedException {
    return new Guard(console, spec, common.verbosity() > 0).run(this::run);
  }

  private int run() throws InterruptedException {
    check();
    Settings settings = Settings.load(console.paths());
    VaultSources sources = new VaultSources(settings, console, console.screen()::warning);
    List<String> ids = new ArrayList<>(settings.list(Setting.DEFAULT_VAULT_IDENTITY_LIST));
    ids.addAll(vault.ids());
    boolean fresh = NEW_PASSWORD.contains(action);
    List<Vaults.Entry> entries =
        sources.entries(ids, vault.files(), vault.ask(), new VaultSources.Asking(fresh, true));
    if (entries.isEmpty()) {
      throw CommandException.options(NONE);
    }
    Optional<String> wanted =
        encryptId.or(() -> settings.optional(Setting.DEFAULT_VAULT_ENCRYPT_IDENTITY));
    try {
      carryOut(settings, sources, entries, wanted);
    } catch (VaultException mistake) {
      throw CommandException.error(mistake.message());
    }
    return 0;
  }

  private void check() {
    if (!ACTIONS.contains(action)) {
      throw new CommandException(
          CommandException.Kind.NOT_SERVED,
          "argument action: invalid choice: '"
              + action
              + "' (choose from 'create', 'decrypt', 'edit', 'view', 'encrypt', 'encrypt_string',"
              + " 'rekey')");
    }
    for (String id : vault.ids()) {
      if (id.contains(";")) {
        throw CommandException.options(
            "'%s' is not a valid vault id. The character ';' is not allowed in vault ids"
                .formatted(id));
      }
    }
    if (output.isPresent() && words.size() > 1) {
      throw CommandException.options("At most one input file may be used with the --output option");
    }
    if (prompt && action.equals("encrypt_string") && strings().readsStdin()) {
      throw CommandException.options(
          "The --prompt option is not supported if also reading input from stdin");
    }
  }

  private VaultStrings strings() {
    return new VaultStrings(List.copyOf(words), List.copyOf(names), stdinName, prompt, showInput);
  }

  private void carryOut(
      Settings settings, VaultSources sources, List<Vaults.Entry> entries, Optional<String> wanted)
      throws InterruptedException {
    if (NEW_PASSWORD.contains(action)) {
      VaultKeys.single(entries, wanted);
    }
    Vaults vaults = new Vaults(entries, settings.bool(Setting.DEFAULT_VAULT_ID_MATCH));
    VaultEditing editing = new VaultEditing(console, settings);
    switch (action) {
      case "encrypt" -> encrypt(VaultKeys.choose(entries, wanted));
      case "encrypt_string" -> {
        String text = strings().encrypted(VaultKeys.choose(entries, wanted), console);
        files.write(output.orElse("-"), text.getBytes(StandardCharsets.UTF_8), true);
        done("Encryption");
      }
      case "create" -> create(VaultKeys.choose(entries, wanted), editing);
      case "decrypt" -> {
        for (String file : words.isEmpty() ? List.of("-") : words) {
          files.write(output.orElse(file), opened(vaults, file, false).content(), false);
        }
        done("Decryption");
      }
      case "view" -> view(vaults);
      case "edit" -> edit(vaults, entries, editing);
      default -> rekey(settings, sources, vaults, wanted);
    }
  }

  private void done(String what) {
    if (console.terminal()) {
      console.err().println(what + " successful");
    }
  }

  private void encrypt(Vaults.Entry key) {
    for (String file : words.isEmpty() ? List.of("-") : words) {
      byte[] plain = files.read(file);
      if (Vaults.isEncrypted(new String(plain, StandardCharsets.ISO_8859_1))) {
        throw CommandException.error("input is already encrypted");
      }
      files.write(output.orElse(file), encrypted(plain, key), true);
    }
    done("Encryption");
  }

  private static byte[] encrypted(byte[] plain, Vaults.Entry key) {
    return Vaults.encrypt(plain, key.secret(), Optional.of(key.id()))
        .getBytes(StandardCharsets.UTF_8);
  }

  private void create(Vaults.Entry key, VaultEditing editing) throws InterruptedException {
    if (words.size() != 1) {
      throw CommandException.options("ansible-vault create can take only one filename argument");
    }
    String name = words.getFirst();
    Path file = console.paths().resolve(name);
    Path folder = file.getParent();
    if (folder != null && !Files.exists(folder)) {
      console.screen().warning(folder + " does not exist, creating...");
      createFolders(folder);
    }
    if (Files.isRegularFile(file)) {
      throw CommandException.error(name + " exists, please use 'edit' instead");
    }
    byte[] content = editing.edit(new byte[0], file);
    if (content.length > 0) {
      files.write(name, encrypted(content, key), false);
    }
  }

  private static void createFolders(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw CommandException.error("Unable to create " + folder + ": " + e.getMessage());
    }
  }

  private Vaults.Opened opened(Vaults vaults, String file, boolean named) {
    String shown = named ? file : files.shown(file);
    String envelope = new String(files.read(file, shown), StandardCharsets.UTF_8);
    try {
      return vaults.open(envelope, Optional.of(shown));
    } catch (VaultException mistake) {
      throw CommandException.error(mistake.message() + " for " + shown);
    }
  }

  private void view(Vaults vaults) {
    for (String file : words) {
      console
          .screen()
          .line(new String(opened(vaults, file, true).content(), StandardCharsets.UTF_8));
    }
  }

  private void edit(Vaults vaults, List<Vaults.Entry> entries, VaultEditing editing)
      throws InterruptedException {
    for (String file : words) {
      Vaults.Opened opened = opened(vaults, file, false);
      byte[] after = editing.edit(opened.content(), files.real(file));
      if (VaultEditing.changed(opened.content(), after)) {
        Vaults.Entry used = VaultKeys.choose(entries, Optional.of(opened.id()));
        replace(file, encrypted(after, new Vaults.Entry(header(file), used.secret())));
      }
    }
  }

  /// The id in the first line of a vault; it stays when the content changes.
  private String header(String file) {
    String first =
        new String(files.read(file), StandardCharsets.UTF_8).lines().findFirst().orElse("");
    String[] parts = first.split(";", -1);
    return parts.length > 3 ? parts[3].strip() : "default";
  }

  private void rekey(
      Settings settings, VaultSources sources, Vaults vaults, Optional<String> wanted) {
    List<String> ids = new ArrayList<>();
    if (wanted.isPresent()) {
      ids.addAll(settings.list(Setting.DEFAULT_VAULT_IDENTITY_LIST));
    }
    newId.ifPresent(ids::add);
    List<Vaults.Entry> entries =
        sources.entries(
            ids, newFile.stream().toList(), vault.ask(), new VaultSources.Asking(true, true));
    if (entries.isEmpty()) {
      throw CommandException.options(
          "A new vault password is required to use Ansible's Vault rekey");
    }
    Vaults.Entry key = VaultKeys.choose(entries, wanted);
    for (String file : words) {
      replace(file, encrypted(opened(vaults, file, false).content(), key));
    }
    done("Rekey");
  }

  /// Replaces a file that is a vault already; who may read it stays as it is.
  private void replace(String name, byte[] content) {
    Path file = files.real(name);
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
      var owner = Files.getOwner(file);
      files.write(name, content, false);
      Files.setPosixFilePermissions(file, permissions);
      Files.setOwner(file, owner);
    } catch (IOException e) {
      throw CommandException.error("Unable to replace " + file + ": " + e.getMessage());
    }
  }
}
