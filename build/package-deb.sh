# Sourced by build/package: a .deb of the native binary, without debhelper, so that it can be made wherever dpkg-deb is.

maintainer='The Gossamer authors <maintainers@gossamer.example>'

make_deb() { # arch version binary-folder output-folder
  local root file
  command -v dpkg-deb >/dev/null || { echo "build/package: no .deb: there is no dpkg-deb" >&2; return 1; }
  root="$(mktemp -d)"
  # A preview comes before its release: 1.2.0~preview.0.3 < 1.2.0
  file="$4/gossamer_${2/-/\~}_$1.deb"
  lay_out_files "$root" "$3"
  lay_out_documents "$root" "${2/-/\~}"
  lay_out_control "$root" "$1" "${2/-/\~}" "$3/gossamer"
  dpkg-deb --build --root-owner-group "$root" "$file" >/dev/null
  rm -rf "$root"
  echo "$file"
}

lay_out_files() { # root binary-folder
  local root=$1
  install -d "$root/usr/bin" "$root/usr/lib/gossamer" "$root/etc/gossamer"
  install -m 755 "$2/gossamer" "$root/usr/lib/gossamer/gossamer"
  cp -r "$2/wwwroot" "$root/usr/lib/gossamer/"
  ln -s ../lib/gossamer/gossamer "$root/usr/bin/gossamer"
  install -D -m 644 deploy/systemd/gossamer@.service "$root/lib/systemd/system/gossamer@.service"
  install -D -m 644 deploy/systemd/gossamer.sysusers "$root/usr/lib/sysusers.d/gossamer.conf"
  install -m 644 deploy/systemd/config.json "$root/etc/gossamer/config.json"
  install -m 600 deploy/systemd/gossamer.env "$root/etc/gossamer/gossamer.env" # of keys
  chmod -R u=rwX,go=rX "$root/usr" "$root/lib"
  chmod 755 "$root" "$root/etc" "$root/etc/gossamer"
}

lay_out_documents() { # root version
  local share="$1/usr/share" date
  install -d "$share/doc/gossamer" "$share/man/man1" "$share/lintian/overrides"
  { cat deploy/debian/copyright; sed 's|^$|.|; s|^| |' LICENSE; } >"$share/doc/gossamer/copyright"
  date="$(git log -1 --format=%cD 2>/dev/null)" || date="$(date -R)"
  printf 'gossamer (%s) unstable; urgency=medium\n\n  * NEWS.gz tells what changed.\n\n -- %s  %s\n' "$2" "$maintainer" "$date" |
    gzip -9n >"$share/doc/gossamer/changelog.gz"
  gzip -9n <CHANGELOG.md >"$share/doc/gossamer/NEWS.gz"
  gzip -9n <deploy/debian/gossamer.1 >"$share/man/man1/gossamer.1.gz"
  cp deploy/debian/lintian-overrides "$share/lintian/overrides/gossamer"
  chmod -R u=rwX,go=rX "$share"
}

lay_out_control() { # root arch version binary
  local control="$1/DEBIAN" size
  size="$(du -sk --exclude=DEBIAN "$1" | cut -f 1)"
  install -d "$control"
  cat >"$control/control" <<TEXT
Package: gossamer
Version: $3
Architecture: $2
Maintainer: $maintainer
Installed-Size: $size
Depends: libc6 (>= $(least_libc "$2" "$4")), libssl3t64 | libssl3, systemd | systemd-standalone-sysusers
Recommends: ca-certificates
Section: net
Priority: optional
Description: chat and presence mesh for Socket.IO clients
 Any number of servers behave as one: each knows who is connected to every
 other, carries messages to the servers that hold the recipient, and shows
 every client who is there. No database and no broker stands between them.
 Any Socket.IO client, 1.x to 4.x, can talk to it.
TEXT
  printf '%s\n' /etc/gossamer/config.json /etc/gossamer/gossamer.env >"$control/conffiles"
  install -m 755 deploy/debian/postinst deploy/debian/prerm deploy/debian/postrm "$control/"
  (cd "$1" && find etc lib usr -type f -print0 | LC_ALL=C sort -z | xargs -0 md5sum) >"$control/md5sums"
  chmod 644 "$control/control" "$control/conffiles" "$control/md5sums"
  chmod 755 "$control"
}

# The newest of the symbols that the binary wants of the C library.
least_libc() { # arch binary
  local tool=objdump
  [ "$1" = "$(own_arch)" ] || tool="$(tools_of "$1")-objdump"
  "$tool" -T "$2" | grep -oE 'GLIBC_[0-9.]+' | sort -uV | tail -n 1 | cut -d _ -f 2
}
