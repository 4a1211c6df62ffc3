package dev.holdfast.transport.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.transport.Tools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Our reading of `ssh_config` against what `ssh -G` makes of the same file.
class SshConfigTest {
  private static final String FILE =
      """
      # comment
      IdentityFile ~/.ssh/common
      Host plain
        HostName 10.0.0.1   # trailing
        Port=2201
        User "quoted user"
      Host web*  !web3 db?
        User deploy
        port 2202
        IdentitiesOnly yes
        IdentityFile "/keys/with space"
        CertificateFile /keys/a-cert.pub
        CertificateFile /keys/b-cert.pub
      Host web*
        User late
        HostName %h.example.org
        ProxyJump admin@bastion:2222,second
        ServerAliveInterval 1m
        ServerAliveCountMax 7
      Host cmd
        ProxyCommand sshpass -p 'a b' ssh -W %h:%p -q "u"@jump
        ProxyJump ignored
        StrictHostKeyChecking accept-new
        HostKeyAlias real-name
        ConnectTimeout 7
        ForwardAgent yes
        UserKnownHostsFile /a/known /b/known
        GlobalKnownHostsFile /dev/null
        IdentityAgent /run/agent
      Match host *.example.org user late
        Port 2299
      Match originalhost web3,cmd
        Compression yes
        Port 2300
      Match !host plain user nobody
        Port 1
      Match all
        Include sub/*.conf
      Host last
        ProxyCommand none
        ProxyJump none
      Host after
        Include after.conf
      Host *
        User fallback
        Port 2424
      Match final host *.example.org
        ConnectTimeout 9
      """;

  @TempDir private Path folder = Path.of("");

  private Path file() throws Exception {
    Files.createDirectories(folder.resolve("sub"));
    Tools.write(
        folder.resolve("sub/1.conf"), "Host inc\n  User included\nHost *\n  ConnectTimeout 3\n");
    Tools.write(folder.resolve("sub/2.conf"), "Host inc\n  User second\n  Port 99\n");
    Tools.write(folder.resolve("after.conf"), "Port 77\nHost inc\n  Port 78\n");
    String text = FILE.replace("Include sub", "Include " + folder + "/sub");
    return Tools.write(
        folder.resolve("config"), text.replace("Include after", "Include " + folder + "/after"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain", "web1", "web3", "WEB1", "db1", "db22", "cmd", "inc", "last", "after", "unknown"
      })
  void readsTheSameAsSsh(String host) throws Exception {
    Path file = file();
    Options options = new Options();
    new SshConfig(Surroundings.real(), host, options).read(Optional.of(file.toString()));
    Map<String, List<String>> theirs = theirs(Tools.run("ssh", "-G", "-F", file.toString(), host));

    assertThat(SshResolver.effective(options, host)).isEqualTo(one(theirs, "hostname"));
    for (String keyword :
        List.of("user", "port", "serveraliveinterval", "serveralivecountmax", "hostkeyalias")) {
      same(options, theirs, keyword);
    }
    for (String keyword :
        List.of("proxycommand", "proxyjump", "identityagent", "connecttimeout", "identitiesonly")) {
      same(options, theirs, keyword);
    }
    for (String keyword : List.of("identityfile", "certificatefile")) {
      if (!options.all(keyword).isEmpty()) {
        assertThat(options.all(keyword)).isEqualTo(theirs.get(keyword));
      }
    }
    for (String keyword : List.of("userknownhostsfile", "globalknownhostsfile")) {
      if (!options.all(keyword).isEmpty()) {
        assertThat(String.join(" ", options.all(keyword))).isEqualTo(one(theirs, keyword));
      }
    }
  }

  private static void same(Options options, Map<String, List<String>> theirs, String keyword) {
    options
        .first(keyword)
        .filter(value -> !value.equals("none"))
        .ifPresentOrElse(
            value -> {
              String ours =
                  keyword.startsWith("serveralive")
                      ? options.number(keyword).map(String::valueOf).orElse("")
                      : value;
              assertThat(ours).as(keyword).isEqualTo(one(theirs, keyword));
            },
            () ->
                assertThat(one(theirs, keyword))
                    .as(keyword)
                    .isIn("", "none", "no", "22", "0", "3", System.getProperty("user.name")));
  }

  private static String one(Map<String, List<String>> values, String keyword) {
    return String.join(" ", values.getOrDefault(keyword, List.of()));
  }

  private static Map<String, List<String>> theirs(String output) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String line : output.lines().toList()) {
      int blank = line.indexOf(' ');
      if (blank > 0) {
        values
            .computeIfAbsent(
                line.substring(0, blank).toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
            .add(line.substring(blank + 1));
      }
    }
    return values;
  }

  @Test
  void refusesWhatItWouldHaveToGuess() {
    Path file = Tools.write(folder.resolve("config"), "\nMatch exec \"test -f /x\"\n  Port 1\n");
    assertThatThrownBy(() -> read(file, "host"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(file + ":2: Match exec is not supported");
    assertThatThrownBy(() -> read(folder.resolve("none"), "host"))
        .hasMessageContaining("Can't open user config file");
    Path open = Tools.write(folder.resolve("open"), "User \"x\n");
    assertThatThrownBy(() -> read(open, "host"))
        .hasMessageContaining(open + ":1: no closing quote");
    Path loop = folder.resolve("loop");
    Tools.write(loop, "Include " + loop + "\n");
    assertThatThrownBy(() -> read(loop, "host")).hasMessageContaining("too many nested");
  }

  private static void read(Path file, String host) {
    new SshConfig(Surroundings.real(), host, new Options()).read(Optional.of(file.toString()));
  }
}
