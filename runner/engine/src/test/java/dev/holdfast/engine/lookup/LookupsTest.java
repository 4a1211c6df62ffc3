package dev.holdfast.engine.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.holdfast.engine.settings.Settings;
import dev.holdfast.engine.settings.UserPath;
import dev.holdfast.engine.source.ProjectFiles;
import dev.holdfast.language.filter.Filters;
import dev.holdfast.language.filter.Globals;
import dev.holdfast.language.filter.Tests;
import dev.holdfast.language.json.JsonReader;
import dev.holdfast.language.template.AnsibleEnvironment;
import dev.holdfast.language.template.Level;
import dev.holdfast.language.template.Services;
import dev.holdfast.language.template.Templar;
import dev.holdfast.language.template.Variables;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import dev.holdfast.language.vault.Vaults;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LookupsTest {
  private static final String VARIABLES =
      """
      {"groups": {"web": ["w1", "w2"], "old": ["w2"], "all": ["w1", "w2", "d1"]},
       "name": "ann", "answer": 42,
       "users": [{"name": "a", "ssh": {"keys": ["k1", "k2"]}}, {"name": "b"}]}
      """;

  @TempDir private Path folder;
  private final List<String> warnings = new ArrayList<>();

  @BeforeEach
  void project() throws IOException {
    write("files/note.txt", "  hello\n\n");
    write("files/a.conf", "");
    write("files/table.csv", "key,one,two\n\"quoted, key\",\"say \"\"hi\"\"\",x\n");
    write("files/app.ini", "[global]\nport = 80\nPath: /srv/%(port)s\n[db]\nuser=root\n");
    write("files/app.properties", "user.name=joe\nuser.mail=joe@x\n");
    write("templates/t.j2", "{{ name }}-{{ extra | default('none') }}\n");
    write("templates/list.j2", "[1, {{ answer }}]");
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Value evaluate(String expression) {
    UserPath paths =
        new UserPath(Map.of("SHELL_NAME", "zsh", "ANSIBLE_JINJA2_NATIVE", "True"), folder, folder);
    Settings settings = Settings.load(paths);
    ProjectFiles files = new ProjectFiles(settings, folder, Vaults.NONE, warnings::add);
    DictValue variables = (DictValue) JsonReader.read(VARIABLES);
    Services services =
        Services.NONE
            .withLookups(Lookups.of(files, settings, Optional.empty(), Optional.empty()))
            .withWarnings(warnings::add);
    return new Templar(
            AnsibleEnvironment.of(Filters.ALL, Tests.ALL, Globals.ALL),
            Variables.of(variables),
            services,
            Level.NATIVE)
        .evaluate(expression);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '`',
      value = {
        "query('items', [1, [2]], 3) => [1, [2], 3]",
        "query('list', [1, [2]], 3) => [[1, [2]], 3]",
        "query('flattened', [1, [2, [3]]], 4) => [1, 2, 3, 4]",
        "query('dict', {'a': 1}) => [{'key': 'a', 'value': 1}]",
        "query('indexed_items', ['x', 'y']) => [(0, 'x'), (1, 'y')]",
        "query('together', [1, 2], ['a']) => [[1, 'a'], [2, None]]",
        "query('nested', ['a', 'b'], [1, 2]) => [['a', 1], ['a', 2], ['b', 1], ['b', 2]]",
        "query('cartesian', ['a', 'b'], [1]) => [['a', 1], ['b', 1]]",
        "query('sequence', 'start=4 end=8 stride=2 format=h%02d') => ['h04', 'h06', 'h08']",
        "query('sequence', '3-1/2') => !to count backwards make stride negative",
        "query('sequence', 'end=0 start=2 stride=-1') => ['2', '1', '0']",
        "query('sequence', '0x0f-0x10:%x') => ['f', '10']",
        "query('sequence', 'count=0') => []",
        "query('subelements', users, 'ssh.keys', {'skip_missing': true})"
            + " => [({'name': 'a', 'ssh': {}}, 'k1'), ({'name': 'a', 'ssh': {}}, 'k2')]",
        "query('subelements', users, 'ssh.keys') => !could not find 'ssh' key in iterated item",
        "lookup('env', 'SHELL_NAME') => zsh",
        "lookup('env', 'NO_SUCH', default='d') => d",
        "lookup('ansible.builtin.file', 'note.txt', lstrip=true) => hello",
        "lookup('file', 'note.txt') => `  hello`",
        "lookup('file', 'missing') => !could not locate file in lookup: missing",
        "lookup('unvault', 'note.txt') | length => 9",
        "query('fileglob', '*.conf') | map('basename') | list => ['a.conf']",
        "query('fileglob', 'files/no*') | map('basename') | list => ['note.txt']",
        "lookup('first_found', ['nope', 'note.txt']) | basename => note.txt",
        "lookup('first_found', {'files': ['nope', 'a.conf'], 'paths': ['files']}) | basename => a.conf",
        "query('first_found', {'files': ['nope'], 'skip': true}) => []",
        "lookup('first_found', 'nope') => !No file was found when using first_found.",
        "lookup('template', 't.j2') => `ann-none\n`",
        "lookup('template', 't.j2', template_vars={'extra': 'more'}) => `ann-more\n`",
        "lookup('template', 'list.j2')[1] => 1",
        "lookup('template', 'list.j2', jinja2_native=true)[1] => 42",
        "lookup('vars', 'na' + 'me') => ann",
        "lookup('vars', 'nobody', default='x') => x",
        "lookup('vars', 'nobody') => !No variable found with this name: nobody",
        "query('varnames', '^us') => ['users']",
        "query('inventory_hostnames', 'web:!old') => ['w1']",
        "query('inventory_hostnames', 'all:&old', 'd1') => ['w2']",
        "lookup('pipe', 'echo hi; echo') => hi",
        "lookup('pipe', 'exit 3') => !lookup_plugin.pipe(exit 3) returned 3",
        "query('lines', 'echo a; echo b') => ['a', 'b']",
        "lookup('csvfile', 'quoted, key', file='table.csv', delimiter=',') => say \"hi\"",
        "lookup('csvfile', 'key col=2', file='table.csv', delimiter=',') => two",
        "lookup('csvfile', 'none', file='table.csv', delimiter=',', default='d') => d",
        "lookup('ini', 'path', file='app.ini') => /srv/80",
        "lookup('ini', 'user section=db file=app.ini') => root",
        "query('ini', 'user\\..*', file='app.properties', type='properties', re=true)"
            + " => ['joe', 'joe@x']",
        "lookup('ini', 'x', file='app.ini', section='no') => !No section 'no' in app.ini",
        "lookup('config', 'DEFAULT_FORKS') is number => True",
        "lookup('config', 'NO_SUCH') => !Unable to find setting NO_SUCH",
        "query('config', 'NO_SUCH', on_missing='skip') => []",
        "lookup('password', '/dev/null length=5 chars=digits') | length => 5",
        "lookup('password', '/dev/null', seed='s') == lookup('password', '/dev/null', seed='s') => True",
        "lookup('no_such', 1) => !lookup plugin (no_such) not found",
        "query('filetree', 'templates/') | map(attribute='path') | list => ['list.j2', 't.j2']",
      })
  void looksUp(String expression, String expected) {
    if (expected.startsWith("!")) {
      assertThatThrownBy(() -> evaluate(expression)).hasMessageContaining(expected.substring(1));
    } else {
      assertThat(Text.str(evaluate(expression))).isEqualTo(expected);
    }
  }

  @Test
  void aMissingFileIsWarnedAbout() {
    evaluate("lookup('file', 'missing', errors='ignore')");

    assertThat(warnings)
        .containsExactly("Unable to find 'missing' in expected paths (use -vvvvv to see paths)");
  }

  @Test
  void aPasswordIsMadeOnceAndOnlyItsOwnerReadsIt() throws IOException {
    Value first = evaluate("lookup('password', 'secrets/one length=12')");
    Value second = evaluate("lookup('password', 'secrets/one length=12')");

    Path file = folder.resolve("secrets/one");
    assertThat(Text.str(second)).isEqualTo(Text.str(first)).hasSize(12);
    assertThat(file).hasContent(Text.str(first));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(folder.resolve("secrets")).isDirectoryNotContaining("glob:**lockfile");
  }

  @Test
  void anEncryptedPasswordKeepsItsSaltInTheFile() throws IOException {
    String expression = "lookup('password', 'hashed', encrypt='md5_crypt', length=6)";
    String first = Text.str(evaluate(expression));

    assertThat(first).startsWith("$1$").isEqualTo(Text.str(evaluate(expression)));
    assertThat(Files.readString(folder.resolve("hashed"))).matches(".{6} salt=[./\\w]{8}\n");
  }

  @Test
  void aRandomChoiceIsOneOfTheTerms() {
    assertThat(evaluate("query('random_choice', 'a', 'a')"))
        .isInstanceOfSatisfying(
            ListValue.class, list -> assertThat(Text.str(list)).isEqualTo("['a']"));
  }

  @Test
  void aServersAnswerIsReadAndItsRefusalIsAnError() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/text",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (var body = exchange.getResponseBody()) {
            body.write("a\nb\n".getBytes(StandardCharsets.UTF_8));
          }
        });
    server.start();
    try {
      String base = "http://127.0.0.1:" + server.getAddress().getPort();
      assertThat(Text.str(evaluate("query('url', '" + base + "/text')"))).isEqualTo("['a', 'b']");
      assertThatThrownBy(() -> evaluate("lookup('url', '" + base + "/none')"))
          .hasMessageContaining(
              "Received HTTP error for " + base + "/none : HTTP Error 404: Not Found");
    } finally {
      server.stop(0);
    }
  }
}
