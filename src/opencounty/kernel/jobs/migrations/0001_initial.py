import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='RecurringJob',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, unique=True, verbose_name='名称')),
                ('every', models.DurationField(verbose_name='间隔')),
                ('due_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='下次')),
                ('leased_until', models.DateTimeField(blank=True, null=True, verbose_name='租用到')),
                ('leased_by', models.CharField(blank=True, max_length=64, verbose_name='租用者')),
                ('started_at', models.DateTimeField(blank=True, null=True, verbose_name='上次开始')),
                ('took', models.DurationField(blank=True, null=True, verbose_name='用时')),
                ('succeeded_at', models.DateTimeField(blank=True, null=True, verbose_name='上次成功')),
                ('failure', models.TextField(blank=True, verbose_name='失败原因')),
                ('runs', models.PositiveBigIntegerField(default=0, verbose_name='运行次数')),
                ('failures', models.PositiveBigIntegerField(default=0, verbose_name='失败次数')),
            ],
            options={
                'verbose_name': '定时作业',
                'ordering': ['name'],
            },
        ),
    ]
