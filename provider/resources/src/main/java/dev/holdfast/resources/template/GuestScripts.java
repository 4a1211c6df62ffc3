package dev.holdfast.resources.template;

/// What runs inside the guest at the end of its customisation.
final class GuestScripts {

  private GuestScripts() {}

  /// Where the last script lies while the guest is customised.
  static final String FINISH = "/var/lib/holdfast/finish.sh";

  /// Where a failure can be read through the guest agent.
  static final String RESULT = "/run/holdfast/result";

  /// Lists are appended to those of the user's part; of anything else the user's stays.
  static final String CONFIG_HEAD =
      """
      #cloud-config
      merge_how:
      - name: list
        settings: [append]
      - name: dict
        settings: [no_replace, recurse_list]
      """;

  /// The condition runs when cloud-init has ended; only its success powers the guest off.
  static final String POWER_STATE =
      """
      power_state:
        mode: poweroff
        message: customised
        timeout: 300
        condition: [sh, %s]
      """
          .formatted(FINISH);

  private static final String CHECK =
      """
      #!/bin/sh
      # Ends the customisation: exit status 0 powers the guest off.
      umask 077
      mkdir -p /run/holdfast
      errors=/run/cloud-init/result.json
      if ! tr -d ' \\n' <"$errors" 2>/dev/null | grep -q '"errors":\\[\\]'; then
        {
          echo failed
          cat "$errors" 2>/dev/null || echo 'cloud-init left no result'
          tail -n 30 /var/log/cloud-init-output.log 2>/dev/null
        } >%1$s.new
        mv %1$s.new %1$s
        exit 1
      fi
      """
          .formatted(RESULT);

  private static final String SEAL =
      """
      systemctl stop netclient rsyslog.service syslog.socket 2>/dev/null
      rm -rf /etc/netclient
      cloud-init clean --logs >/dev/null 2>&1
      rm -rf /var/lib/cloud/instance /var/lib/cloud/instances /var/lib/cloud/data /var/lib/cloud/sem
      rm -f /etc/ssh/ssh_host_*_key /etc/ssh/ssh_host_*_key.pub
      if [ -e /etc/machine-id ]; then : >/etc/machine-id; fi
      if [ ! -L /var/lib/dbus/machine-id ]; then rm -f /var/lib/dbus/machine-id; fi
      rm -f /var/lib/systemd/random-seed /var/lib/systemd/credential.secret
      rm -f /var/lib/dhcp/*.lease* /var/lib/dhclient/*.lease* /var/lib/dhcpcd/*.lease* \\
        /var/lib/NetworkManager/*.lease /var/lib/NetworkManager/secret_key
      rm -rf /var/log/journal/*
      find /var/log -type f -exec sh -c 'for log; do : >"$log"; done' sh {} +
      rm -f /root/.bash_history
      """;

  private static final String DONE =
      """
      rm -rf /var/lib/holdfast
      sync
      echo ok >%s
      exit 0
      """
          .formatted(RESULT);

  /// The script that decides whether the guest powers off.
  static String finish(boolean seal) {
    return CHECK + (seal ? SEAL : "") + DONE;
  }
}
