package dev.holdfast.resources.template;

import static dev.holdfast.resources.template.Templates.customize;
import static dev.holdfast.resources.template.Templates.list;
import static dev.holdfast.resources.template.Templates.planned;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CustomizationTest {

  private static final Pattern PART =
      Pattern.compile("Content-Type: (\\S+); charset=.*?\n\n([A-Za-z0-9+/=\n]+)", Pattern.DOTALL);

  /// The parts of the user data, as `type: text`.
  private static List<String> parts(Object... group) {
    Customization customization =
        Customization.of(planned("customize", customize(group))).orElseThrow();
    Matcher matcher = PART.matcher(customization.seed("debian").userData());
    List<String> parts = new ArrayList<>();
    while (matcher.find()) {
      byte[] text = Base64.getMimeDecoder().decode(matcher.group(2).replaceAll("\n--.*", ""));
      parts.add(matcher.group(1) + ": " + new String(text, StandardCharsets.UTF_8));
    }
    return parts;
  }

  @Test
  void theUsersPartsStandBeforeOurs() {
    List<String> parts =
        parts(
            "user_data", "#cloud-config\ntimezone: UTC\n",
            "script", "#!/bin/sh\necho ü\n",
            "packages", list("qemu-guest-agent"));
    assertThat(parts).hasSize(3);
    assertThat(parts.get(0)).isEqualTo("text/plain: #cloud-config\ntimezone: UTC\n");
    assertThat(parts.get(1)).isEqualTo("text/x-shellscript: #!/bin/sh\necho ü\n");
    assertThat(parts.get(2))
        .startsWith("text/cloud-config: #cloud-config\n")
        .contains("package_update: true", "- 'qemu-guest-agent'", "mode: poweroff")
        .doesNotContain("package_upgrade");
  }

  @Test
  void anEmptyCustomisationStillEndsWithThePowerOff() {
    assertThat(parts()).hasSize(1);
    assertThat(parts().getFirst()).contains("mode: poweroff", GuestScripts.FINISH);
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void theLastScriptIsOneThatAShellReads(boolean seal, @TempDir java.nio.file.Path folder)
      throws IOException, InterruptedException {
    String script = GuestScripts.finish(seal);
    assertThat(script.contains("/etc/machine-id")).isEqualTo(seal);
    assertThat(script.contains("/etc/netclient")).isEqualTo(seal);
    java.nio.file.Path file = Files.writeString(folder.resolve("finish.sh"), script);
    Process check =
        new ProcessBuilder("sh", "-n", file.toString()).redirectErrorStream(true).start();
    String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(check.waitFor()).as(said).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "'#cloud-config', true",
    "'## template: jinja', true",
    "'timezone: UTC', false",
    "'#cloud-config\npower_state:\n  mode: reboot\n', false"
  })
  void userDataIsCheckedBeforeItIsSent(String text, boolean allowed) {
    var diagnostics = new Diagnostics();
    Customization.USER_DATA.validate(Path.of("x"), Value.of(text), diagnostics);
    assertThat(diagnostics.hasErrors()).isNotEqualTo(allowed);
  }

  @Test
  void textsAreNotPrinted() {
    assertThat(
            Customization.of(planned("customize", customize("script", "#!/bin/sh secret")))
                .orElseThrow())
        .asString()
        .doesNotContain("secret");
  }
}
