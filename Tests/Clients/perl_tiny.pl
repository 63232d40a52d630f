# Sends what its input asks for with HTTP::Tiny; transport.py says in which form.
use strict;
use warnings;
use HTTP::Tiny;
use MIME::Base64;

my ($mode, $certificate) = @ARGV;
$| = 1;
my %options = (keep_alive => $mode eq 'one', timeout => 30, verify_SSL => 1);
$options{SSL_options} = {SSL_ca_file => $certificate} if $certificate ne '-';
my $client = HTTP::Tiny->new(%options);

while (my $count = <STDIN>) {
    my @answers;
    for (1 .. $count) {
        chomp(my $line = <STDIN>);
        my ($method, $url, $headers, $body) = split / /, $line;
        my %headers = map { split /: /, $_, 2 } split /\n/, decode_base64($headers);
        my %content = $body eq '-' ? () : (content => decode_base64($body));
        my $answer = $client->request($method, decode_base64($url), {headers => \%headers, %content});
        die $answer->{content} if $answer->{status} == 599;
        my $head = join '', map { "$_: $answer->{headers}{$_}\n" } keys %{$answer->{headers}};
        push @answers, join ' ', $answer->{status}, encode_base64($head, ''), encode_base64($answer->{content}, '');
    }
    print "$_\n" for @answers;
}
